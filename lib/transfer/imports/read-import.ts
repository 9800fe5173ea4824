import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Db } from "@/lib/match/rooms-sql";
import type { RoomImport } from "./room-import";

const COLUMNS = `
  i.id, i.space_id as "spaceId", s.name as "spaceName", i.created_at as "createdAt", i.created_by_name as "createdByName",
  i.files, i.policy, i.includes_trash as "includesTrash", i.opens_hidden as "opensHidden", i.state, i.phase, i.done, i.total,
  i.finished_at as "finishedAt", i.report, i.problem,
  coalesce(i.beat_at, i.created_at) < now() - make_interval(secs => ${LIMITS.importSilentMs / 1000}) as "isSilent",
  exists (select 1 from room_import_chunk c where c.import_id = i.id) as "hasFiles",
  (select count(*)::int from room_import_note n where n.import_id = i.id and n.kind = 'created') as made`;

/** Imports, the newest first. */
export async function readImports(db: Db, limit: number): Promise<RoomImport[]> {
  const { rows } = await db.query<RoomImport>(
    `select ${COLUMNS} from room_import i join space s on s.id = i.space_id
     order by i.created_at desc, i.id desc limit $1`,
    [limit],
  );
  return rows;
}

/** One import. Throws `not_found`. */
export async function readImport(db: Db, id: string): Promise<RoomImport> {
  const { rows } = await db.query<RoomImport>(
    `select ${COLUMNS} from room_import i join space s on s.id = i.space_id where i.id = $1`,
    [id],
  );
  if (!rows[0]) throw new RoomkeeperError("not_found", "There is no such import.");
  return rows[0];
}
