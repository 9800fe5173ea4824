import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { RoomImport } from "./room-import";

const COLUMNS = `
  import.id, import.space_id as "spaceId", space.name as "spaceName", import.created_at as "createdAt", import.created_by_name as "createdByName",
  import.files, import.policy, import.includes_trash as "includesTrash", import.opens_hidden as "opensHidden", import.state, import.phase, import.done, import.total,
  import.finished_at as "finishedAt", import.report, import.problem,
  coalesce(import.beat_at, import.created_at) < now() - make_interval(secs => ${LIMITS.importSilentMs / 1000}) as "isSilent",
  exists (select 1 from room_import_chunk chunk where chunk.import_id = import.id) as "hasFiles",
  (select count(*)::int from room_import_note note where note.import_id = import.id and note.kind = 'created') as made`;

/** Imports, the newest first. */
export async function readImports(db: Queryable, limit: number): Promise<RoomImport[]> {
  const { rows } = await db.query<RoomImport>(
    `select ${COLUMNS} from room_import import join space on space.id = import.space_id
     order by import.created_at desc, import.id desc limit $1`,
    [limit],
  );
  return rows;
}

/** One import. Throws `not_found`. */
export async function readImport(db: Queryable, id: string): Promise<RoomImport> {
  const { rows } = await db.query<RoomImport>(
    `select ${COLUMNS} from room_import import join space on space.id = import.space_id where import.id = $1`,
    [id],
  );
  if (!rows[0]) throw new RoomkeeperError("not_found", "There is no such import.");
  return rows[0];
}
