import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { claimImport } from "./claim-import";
import { deleteFiles } from "./import-files";
import { requireDataAdmin } from "./import-policy";

/** Discards an upload that was not imported. Throws `not_found` or `conflict`. */
export async function discardImport(ctx: Context, { id }: { id: string }): Promise<void> {
  return withRefusalAudit(ctx, { action: "import.discard", detail: { importId: id } }, async () => {
    requireDataAdmin(ctx.actor);
    await inTransaction(ctx.services.pool, async (db) => {
      const found = await claimImport(db, id, {
        from: ["uploaded", "checked"],
        to: "discarded",
      });
      await deleteFiles(db, id);
      await db.query("update room_import set finished_at = now() where id = $1", [id]);
      const { spaceId, spaceName } = found;
      await recordAudit(db, ctx, {
        action: "import.discard",
        outcome: "done",
        spaceId,
        subject: spaceName,
      });
    });
  });
}
