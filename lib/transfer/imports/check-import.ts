import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import { workOnImport } from "./work-on-import";

/**
 * Starts to check an upload: stores what the import would do. Resolves when the check has started; `ended` resolves when it has finished.
 * Throws `not_found` or `conflict`.
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
