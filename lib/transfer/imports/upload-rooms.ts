import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { actorIdOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { storeFile, type UploadedFile } from "./import-files";
import { requireDataAdmin } from "./import-policy";
import type { ImportPolicy } from "./room-import";

export interface RoomUpload {
  spaceId: string;
  files: readonly UploadedFile[];
  policy: ImportPolicy;
  includesTrash: boolean;
  opensHidden: boolean;
}

/**
 * Stores uploaded files, which are then checked; it changes no room. Throws `not_found` for an unknown space, and `conflict` if too many
 * imports are waiting.
 * @returns the import's id
 */
export async function uploadRooms(ctx: Context, upload: RoomUpload): Promise<{ id: string }> {
  const { spaceId, files, policy, includesTrash, opensHidden } = upload;
  const event = { action: "import.upload" as const, spaceId, detail: { files: files.length } };
  return withRefusalAudit(ctx, event, async () => {
    requireDataAdmin(ctx.actor);
    // For a field without a chosen file, a browser sends an empty file without a name. A chosen file that is empty is reported.
    const full = files.filter(({ name, bytes }) => name !== "" || bytes.length > 0);
    if (full.length === 0) throw new RoomkeeperError("invalid_request", "Choose a file first.");
    if (full.length > LIMITS.importFilesMax) {
      const message = `At most ${LIMITS.importFilesMax} files at once. An export holds all rooms in one.`;
      throw new RoomkeeperError("invalid_request", message);
    }
    const { secretBox } = ctx.services;
    const id = newId("im");
    const listed = full.map(({ name, bytes }) => ({ name: nameOf(name), bytes: bytes.length }));
    const { actor } = ctx;
    return inTransaction(ctx.services.pool, async (db) => {
      const space = await db.query<{ name: string }>("select name from space where id = $1", [
        spaceId,
      ]);
      if (!space.rows[0]) throw new RoomkeeperError("not_found", "There is no such space.");
      const waiting = await db.query<{ n: number }>(
        "select count(distinct import_id)::int as n from room_import_chunk",
      );
      if ((waiting.rows[0]?.n ?? 0) >= LIMITS.importsOpenMax) {
        const message = "Too many imports wait to be carried out. Finish or throw away some first.";
        throw new RoomkeeperError("conflict", message);
      }
      await db.query(
        `insert into room_import (id, space_id, created_by, created_by_name, files, policy, includes_trash, opens_hidden)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          id,
          spaceId,
          actorIdOf(actor),
          "name" in actor ? actor.name : "somebody",
          JSON.stringify(listed),
          policy,
          includesTrash,
          opensHidden,
        ],
      );
      for (const [file, given] of full.entries()) {
        await storeFile(db, secretBox, { importId: id, file }, given);
      }
      await recordAudit(db, ctx, { ...event, subject: space.rows[0].name, outcome: "done" });
      return { id };
    });
  });
}

/** A file's name for display, without its folders and without characters that cannot be stored. */
function nameOf(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  return base.toWellFormed().replaceAll("\0", "").slice(0, LIMITS.mediaTitleUnitsMax) || "file";
}
