import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { ScannedRoom } from "@/lib/match/copied-room";
import { incarnationOf } from "@/lib/match/merge-room";
import { decide, GONE_TEXT } from "./conflict";
import type { CopyCode, RoomNote } from "./copy-report";
import type { CopyRun } from "./copy-run";
import { differenceOf } from "./difference";

/** Copies one open room, and counts it in the report. Never rejects. */
export async function copyRoom(scanned: ScannedRoom, run: CopyRun): Promise<void> {
  const { room } = scanned;
  const { report, journal, options } = run;
  report.found += 1;
  if (scanned.passwordHidden && !options.opensHidden) {
    report.skipped.push(roomNoteOf(scanned, "password_unreadable", hiddenText(run)));
    return;
  }
  if (journal.isDone(scanned)) {
    report.doneBefore += 1;
    return;
  }
  try {
    const there = await run.to.previewSave(room.roomName, room.createdAt);
    const isUnsure = there.kind === "gone" && there.isUnsure === true && !report.isDryRun;
    const decision = isUnsure ? ({ act: "create" } as const) : decide(run.policy, room, there);
    if (decision.act === "stop") {
      report.failed.push(roomNoteOf(scanned, decision.code, decision.message));
      run.stop(decision.message);
      return;
    }
    if (decision.act === "skip") {
      report.skipped.push(roomNoteOf(scanned, decision.code, decision.message));
      return;
    }
    const isThere = decision.act === "join" && there.kind === "open";
    if (isThere && differenceOf(there.room, scanned, null) === null) {
      if (!report.isDryRun) await importTakenBack(scanned, run);
      report.unchanged += 1;
    } else {
      if (!report.isDryRun) await write(scanned, run);
      if (decision.act === "create") {
        report.created += 1;
        if (!report.isDryRun) await options.onCreated?.(room);
      } else if (decision.act === "join") report.joined += 1;
      else report.replaced += 1;
    }
    run.failuresInRow = 0;
    if (!report.isDryRun) await journal.markDone(scanned);
  } catch (error) {
    recordFailure(error, scanned, run);
  }
}

function hiddenText({ from }: CopyRun): string {
  const message =
    "It has a password that cannot be read here, and without it the copy would be open to everybody.";
  return [message, from.passwordAdvice].filter(Boolean).join(" ");
}

async function write(scanned: ScannedRoom, run: CopyRun): Promise<void> {
  await run.to.saveRoom(scanned.room);
  await importTakenBack(scanned, run);
}

/**
 * Copies the ratings that were taken back. If the target does not support them, it takes the ratings back one by one and reports what is
 * lost.
 */
async function importTakenBack(scanned: ScannedRoom, { to, report }: CopyRun): Promise<void> {
  const { room, takenBack = [] } = scanned;
  if (takenBack.length === 0) return;
  if (to.canImport.takenBack) return to.importTakenBack(room.roomName, room.createdAt, takenBack);
  const stored = await to.getRoom(room.roomName);
  const ratings = stored ? incarnationOf(stored).ratings : new Map<string, never>();
  for (const [mediaId, userName, atMs] of takenBack) {
    const known = ratings.get(mediaId)?.get(userName);
    if (known && known.atMs <= atMs) await to.takeBackRating(room.roomName, { mediaId, userName });
  }
  const message =
    "Ratings were taken back in it. They are not there, but a late save that still carries one would bring it back.";
  report.lost.push(roomNoteOf(scanned, "taken_back_lost", message));
}

/**
 * Records a refusal of the target as skipped and any other error as failed. Several failures in a row stop the run, because the target is
 * probably unavailable.
 */
export function recordFailure(error: unknown, scanned: ScannedRoom, run: CopyRun): void {
  const { report } = run;
  const code = error instanceof RoomkeeperError ? error.code : "internal";
  const isRefusal = REFUSALS.has(code);
  const reason = error instanceof RoomkeeperError ? error.details.reason : undefined;
  const said = error instanceof Error ? error.message : String(error);
  const message = (code === "gone" && reason && GONE_TEXT[reason]) || said;
  (isRefusal ? report.skipped : report.failed).push(roomNoteOf(scanned, code, message));
  run.failuresInRow = isRefusal ? 0 : run.failuresInRow + 1;
  const isAway = code === "unavailable" || code === "unauthorized" || code === "forbidden";
  if (isAway && run.failuresInRow >= LIMITS.copyFailuresInRowMax) {
    run.stop(`${counted(run.failuresInRow, "room")} in a row could not be written: ${message}`);
  }
}

const REFUSALS = new Set<CopyCode>([
  "gone",
  "locked",
  "name_taken",
  "created_in_future",
  "invalid_document",
  "body_too_large",
  "precondition_failed",
]);

export function roomNoteOf({ room }: ScannedRoom, code: CopyCode, message: string): RoomNote {
  return { roomName: room.roomName, createdAt: room.createdAt, code, message };
}
