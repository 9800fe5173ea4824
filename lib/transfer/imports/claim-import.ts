import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Db } from "@/lib/match/rooms-sql";
import { readImport } from "./read-import";
import type { ImportState, RoomImport } from "./room-import";

/**
 * Makes an import this process's own to work on: one instance at a time, decided by the row. One whose worker fell silent may be
 * taken up in the state it was left in. Throws `conflict` when it is not in a state for that.
 */
export async function claimImport(
  db: Db,
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
  if (rowCount === 0) throw new RoomkeeperError("conflict", WORDS[found.state]);
  return found;
}

const WORDS: Record<ImportState, string> = {
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
