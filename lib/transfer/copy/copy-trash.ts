import { RoomkeeperError } from "@/lib/core/errors";
import type { ScannedTrash } from "@/lib/match/copied-room";
import { noteFailure, noteOf } from "./copy-room";
import { type CopyRun, inParallel } from "./copy-run";
import { roomKey, sourceOf } from "./room-source";

/**
 * Copies what is in the trash. Where the target can import rooms into its trash, reason and time stay; else
 * each is saved and deleted there, its time is now and its reason "deleted", which the report says.
 */
export async function copyTrash(run: CopyRun): Promise<void> {
  const { to, from, report } = run;
  const { trash: keepsTrash } = to.keeps;
  const there = new Set<string>();
  if (!keepsTrash || report.isDryRun) {
    for await (const { room } of sourceOf(to).trash()) there.add(roomKey(room));
  }
  const importEntry = (entry: ScannedTrash) =>
    keepsTrash ? to.importTrash(entry) : saveAndDelete(entry, run);
  const copy = (entry: ScannedTrash) => copyEntry(entry, run, { there, importEntry });
  if (keepsTrash) await inParallel(from.trash(), run, "trash", copy);
  else await inParallel(oldestFirst(run), run, "trash", copy, 1);
}

interface Means {
  /** Keys of what lies in the target's trash already, as far as somebody has to look. */
  there: Set<string>;
  importEntry(entry: ScannedTrash): Promise<boolean>;
}

async function copyEntry(
  entry: ScannedTrash,
  run: CopyRun,
  { there, importEntry }: Means,
): Promise<void> {
  const { from, report, options } = run;
  report.trashFound += 1;
  if (entry.passwordHidden && !options.opensHidden) {
    const words = "It is in the trash and has a password that cannot be read here.";
    const message = [words, from.passwordAdvice].filter(Boolean).join(" ");
    report.skipped.push(noteOf(entry, "password_unreadable", message));
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
    noteFailure(error, entry, run);
  }
}

/** Under a name that is open there nothing can be saved to be deleted; and a room that is open is in no trash. */
async function requireNotOpen(entry: ScannedTrash, { to }: CopyRun): Promise<void> {
  const found = await to.previewSave(entry.room.roomName, entry.room.createdAt);
  if (found.kind !== "open") return;
  if (to.keeps.trash && roomKey(found.room) !== roomKey(entry.room)) return;
  const message = "It is in the trash here, and a room of its name is open there.";
  throw new RoomkeeperError("name_taken", message);
}

async function saveAndDelete(entry: ScannedTrash, run: CopyRun): Promise<boolean> {
  await requireNotOpen(entry, run);
  await run.to.saveRoom(entry.room);
  await run.to.deleteRoom(entry.room.roomName);
  const message = `It left on ${entry.trashedAt} (${entry.reason}); there it counts as deleted now.`;
  run.report.lost.push(noteOf(entry, "trash_time_lost", message));
  return true;
}

/**
 * The trash with the former lives of one name from the oldest on, as only that way each can be saved. Names are counted first,
 * so that no more is held in memory than the lives of those that have several.
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
