import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import type { Context } from "@/lib/runtime/context";
import { claimImport } from "./claim-import";
import { requireDataAdmin } from "./import-policy";
import { readImport } from "./read-import";
import { requireFiles, workOnImport } from "./work-on-import";

/**
 * Starts an import that was checked, or continues one that an instance left unfinished. Resolves when it has started; `ended` resolves
 * when it has finished. Throws `not_found`, `conflict`, or `gone` if the uploaded files were deleted.
 */
export async function runImport(
  ctx: Context,
  { id }: { id: string },
): Promise<{ ended: Promise<void> }> {
  return withRefusalAudit(ctx, { action: "import.run", detail: { importId: id } }, async () => {
    requireDataAdmin(ctx.actor);
    const { pool } = ctx.services;
    const found = await readImport(pool, id);
    if (found.state === "checked") requireFiles(found);
    const claimed = await claimImport(pool, id, { from: ["checked"], to: "running" });
    return { ended: workOnImport(ctx, claimed, "run") };
  });
}
