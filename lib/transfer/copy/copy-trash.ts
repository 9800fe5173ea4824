import { RoomkeeperError } from "@/lib/core/errors";
import type { ScannedTrash } from "@/lib/match/copied-room";
import { recordFailure, roomNoteOf } from "./copy-room";
import { type CopyRun, inParallel } from "./copy-run";
import { roomKey, sourceOf } from "./room-source";

/**
 * Copies the rooms in the trash. If the target can import into its trash, each room keeps its reason and time. Otherwise each is saved
 * and deleted, so its time is now and its reason "deleted"; the report says so.
 */
export async function copyTrash(run: CopyRun): Promise<void> {
  const { to, from, report } = run;
  const { trash: canImportTrash } = to.canImport;
  const there = new Set<string>();
  if (!canImportTrash || report.isDryRun) {
    for await (const { room } of sourceOf(to).trash()) there.add(roomKey(room));
  }
  const importEntry = (entry: ScannedTrash) =>
    canImportTrash ? to.importTrash(entry) : saveAndDelete(entry, run);
  const copy = (entry: ScannedTrash) => copyEntry(entry, run, { there, importEntry });
  if (canImportTrash) await inParallel(from.trash(), run, "trash", copy);
  else await inParallel(oldestFirst(run), run, "trash", copy, 1);
}

interface TrashTarget {
  /** Keys of the rooms that are already in the target's trash. Filled only if the target cannot check this itself. */
  there: Set<string>;
  importEntry(entry: ScannedTrash): Promise<boolean>;
}

async function copyEntry(
  entry: ScannedTrash,
  run: CopyRun,
  { there, importEntry }: TrashTarget,
): Promise<void> {
  const { from, report, options } = run;
  report.trashFound += 1;
  if (entry.passwordHidden && !options.opensHidden) {
    const reason = "It is in the trash and has a password that cannot be read here.";
    const message = [reason, from.passwordAdvice].filter(Boolean).join(" ");
    report.skipped.push(roomNoteOf(entry, "password_unreadable", message));
    return;
  }
  try {
    const isThere = there.has(roomKey(entry.room));
    if (!isThere && report.isDryRun) await requireNotOpen(entry, run);
    const isNew = !isThere && (report.isDryRun || (await importEntry(entry)));
    if (isNew) report.trashCopied += 1;
    else report.trashUnchanged += 1;
    run.failuresInRow = 0;
  } catch (error) {
    recordFailure(error, entry, run);
  }
}

/** Throws `name_taken` if an open room in the target prevents copying the trashed one. */
async function requireNotOpen(entry: ScannedTrash, { to }: CopyRun): Promise<void> {
  const found = await to.previewSave(entry.room.roomName, entry.room.createdAt);
  if (found.kind !== "open") return;
  if (to.canImport.trash && roomKey(found.room) !== roomKey(entry.room)) return;
  const message = "It is in the trash here, and a room of its name is open there.";
  throw new RoomkeeperError("name_taken", message);
}

async function saveAndDelete(entry: ScannedTrash, run: CopyRun): Promise<boolean> {
  await requireNotOpen(entry, run);
  await run.to.saveRoom(entry.room);
  await run.to.deleteRoom(entry.room.roomName);
  const message = `It left on ${entry.trashedAt} (${entry.reason}); there it counts as deleted now.`;
  run.report.lost.push(roomNoteOf(entry, "trash_time_lost", message));
  return true;
}

/**
 * Yields the trash with the incarnations of each name from the oldest to the newest, because they can only be saved in this order. Names
 * are counted first, so that only names with several incarnations are held in memory.
 */
async function* oldestFirst({ from }: CopyRun): AsyncGenerator<ScannedTrash> {
  const lives = new Map<string, number>();
  for await (const { room } of from.trash()) {
    lives.set(room.roomName, (lives.get(room.roomName) ?? 0) + 1);
  }
  const held = new Map<string, ScannedTrash[]>();
  for await (const entry of from.trash()) {
    const { roomName } = entry.room;
    const together = [...(held.get(roomName) ?? []), entry];
    if (together.length < (lives.get(roomName) ?? 1)) held.set(roomName, together);
    else {
      held.delete(roomName);
      yield* together.sort((a, b) => Date.parse(a.room.createdAt) - Date.parse(b.room.createdAt));
    }
  }
  for (const rest of held.values()) yield* rest;
}
