import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { requireDataAdmin } from "./import-policy";
import { readImport } from "./read-import";
import type { ImportNote, RoomImport } from "./room-import";

/** Returns an import with at most one page of its notes, the most serious first; for admins. Throws `not_found`. */
export async function getImport(
  ctx: Context,
  { id }: { id: string },
): Promise<RoomImport & { notes: ImportNote[]; notesInAll: number }> {
  requireDataAdmin(ctx.actor);
  const { pool } = ctx.services;
  const found = await readImport(pool, isStorableText(id) ? id : "");
  const { rows: notes } = await pool.query<ImportNote & { inAll: number }>(
    `select id::text, kind, room_name as "roomName", room_created_at as "roomCreatedAt", code, message, count(*) over ()::int as "inAll"
     from room_import_note note where import_id = $1 and kind <> 'created'
     order by array_position(array['failed', 'unverified', 'unreadable', 'skipped', 'lost'], kind), note.id
     limit $2`,
    [id, LIMITS.pageItemsMax],
  );
  return { ...found, notes, notesInAll: notes[0]?.inAll ?? 0 };
}
