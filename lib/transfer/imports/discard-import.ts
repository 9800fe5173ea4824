import { notingRefusals } from "@/lib/audit/noting-refusals";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { claimImport } from "./claim-import";
import { dropFiles } from "./import-files";
import { requireDataAdmin } from "./import-policy";

/** Throws an upload away that was not carried out. Throws `not_found` or `conflict`. */
export async function discardImport(ctx: Context, { id }: { id: string }): Promise<void> {
  return notingRefusals(ctx, { action: "import.discard", detail: { importId: id } }, async () => {
    requireDataAdmin(ctx.actor);
    await inTransaction(ctx.services.pool, async (db) => {
      const found = await claimImport(db, id, {
        from: ["uploaded", "checked"],
        to: "discarded",
      });
      await dropFiles(db, id);
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
