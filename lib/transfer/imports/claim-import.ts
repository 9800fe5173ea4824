import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import { readImport } from "./read-import";
import type { ImportState, RoomImport } from "./room-import";

/**
 * Claims an import for this process, so that only one instance works on it. An import whose worker has stopped sending heartbeats can be
 * claimed again in its current state. Throws `conflict` if the import is in another state.
 */
export async function claimImport(
  db: Queryable,
  id: string,
  { from, to }: { from: readonly ImportState[]; to: ImportState },
): Promise<RoomImport> {
  const { rowCount } = await db.query(
    `update room_import set state = $3, beat_at = now(), done = 0, phase = null, problem = null, finished_at = null
     where id = $1 and (state = any ($2)
       or (state = $3 and coalesce(beat_at, created_at) < now() - make_interval(secs => $4)))`,
    [id, from, to, LIMITS.importSilentMs / 1000],
  );
  const found = await readImport(db, id);
  if (rowCount === 0) throw new RoomkeeperError("conflict", MESSAGES[found.state]);
  return found;
}

const MESSAGES: Record<ImportState, string> = {
  uploaded: "This import is still being looked through.",
  checking: "This import is still being looked through.",
  checked: "This import waits to be carried out.",
  nothing: "There is nothing in this import to bring in.",
  running: "This import is under way already.",
  done: "This import is done already.",
  failed: "This import failed. Upload the file again.",
  undoing: "This import is being taken back.",
  undone: "This import was taken back.",
  discarded: "This import was thrown away.",
};
