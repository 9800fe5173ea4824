import { createHash } from "node:crypto";
import type { ScannedRoom } from "@/lib/match/copied-room";
import { incarnationOf } from "@/lib/match/merge-room";
import { roomNoteOf } from "./copy-room";
import { type CopyRun, inParallel } from "./copy-run";
import { differenceOf } from "./difference";
import { roomKey, sourceOf } from "./room-source";

/**
 * Reads the source again, reads each of its rooms back from the target, and compares them. This happens after all rooms were written, so
 * it also finds rooms that overwrote each other. Skipped and failed rooms are not compared.
 */
export async function verifyRooms(run: CopyRun): Promise<void> {
  const { report, to, options } = run;
  const left = new Set([...report.skipped, ...report.failed].map(roomKey));
  await inParallel(run.from.rooms(), run, "verifying", async (scanned) => {
    if (options.verifiesOnly) report.found += 1;
    if (left.has(roomKey(scanned.room))) return;
    try {
      const stored = await to.getRoom(scanned.room.roomName);
      const difference = differenceOf(stored, scanned, to.passwordAdvice);
      if (difference === null) report.verified += 1;
      else report.notVerified.push(roomNoteOf(scanned, difference.code, difference.message));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report.notVerified.push(roomNoteOf(scanned, "not_verified", message));
    }
  });
}

/** Compares the trash of both sides by content. Only a digest of each room is in memory. */
export async function verifyTrash(run: CopyRun): Promise<void> {
  const { report } = run;
  const there = new Map<string, string>();
  for await (const scanned of sourceOf(run.to).trash()) {
    there.set(roomKey(scanned.room), digestOf(scanned));
  }
  const left = new Set([...report.skipped, ...report.failed].map(roomKey));
  for await (const scanned of run.from.trash()) {
    const key = roomKey(scanned.room);
    if (left.has(key)) continue;
    if (there.get(key) === digestOf(scanned)) report.verified += 1;
    else {
      const lies = there.has(key)
        ? "The room in the trash there differs."
        : "It is not in the trash there.";
      report.notVerified.push(roomNoteOf(scanned, "not_verified", lies));
    }
  }
}

/** A digest of everything except the password, which may be hidden. */
function digestOf({ room }: ScannedRoom): string {
  const { document, ratings, progress } = incarnationOf(room);
  const films = [...ratings].map(([mediaId, film]) => [mediaId, [...film].map(sorted).sort()]);
  const parts = [
    sorted(document),
    films.map((film) => JSON.stringify(film)).sort(),
    [...progress].sort(),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/** The value with sorted keys, so that equal JSON has equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
