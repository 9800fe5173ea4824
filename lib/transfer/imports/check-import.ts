import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import { workOnImport } from "./work-on-import";

/**
 * Looks an upload through and writes down what carrying it out would do. Resolves when that has begun; `ended` resolves when it
 * is through. Throws `not_found` or `conflict`.
 */
export async function checkImport(
  ctx: Context,
  { id }: { id: string },
): Promise<{ ended: Promise<void> }> {
  requireDataAdmin(ctx.actor);
  const claimed = await claimImport(ctx.services.pool, id, {
    from: ["uploaded"],
    to: "checking",
  });
  return { ended: workOnImport(ctx, claimed, "check") };
}
