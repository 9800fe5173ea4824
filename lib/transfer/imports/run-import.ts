import { notingRefusals } from "@/lib/audit/noting-refusals";
import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import { readImport } from "./read-import";
import { requireFiles, workOnImport } from "./work-on-import";

/**
 * Carries an import out that was looked through. Resolves when that has begun; `ended` resolves when it is through. One that an
 * instance left half done is gone on with. Throws `not_found`, `conflict`, or `gone` when the upload was cleared away.
 */
export async function runImport(
  ctx: Context,
  { id }: { id: string },
): Promise<{ ended: Promise<void> }> {
  return notingRefusals(ctx, { action: "import.run", detail: { importId: id } }, async () => {
    requireDataAdmin(ctx.actor);
    const { pool } = ctx.services;
    const found = await readImport(pool, id);
    if (found.state === "checked") requireFiles(found);
    const claimed = await claimImport(pool, id, { from: ["checked"], to: "running" });
    return { ended: workOnImport(ctx, claimed, "run") };
  });
}
