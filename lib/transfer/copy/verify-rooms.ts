import { createHash } from "node:crypto";
import type { ScannedRoom } from "@/lib/match/copied-room";
import { incarnationOf } from "@/lib/match/merge-room";
import { noteOf } from "./copy-room";
import { type CopyRun, inParallel } from "./copy-run";
import { differenceOf } from "./difference";
import { roomKey, sourceOf } from "./room-source";

/**
 * Reads the source once more and each of its rooms back from the target, after all of them were written: what one room did to
 * another is seen as well. Rooms that were left out on purpose are passed over.
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
      else report.notVerified.push(noteOf(scanned, difference.code, difference.message));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report.notVerified.push(noteOf(scanned, "not_verified", message));
    }
  });
}

/** Compares the trash of both sides by content; only a digest of each room is held. */
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
        ? "What lies in the trash there differs."
        : "It is not in the trash there.";
      report.notVerified.push(noteOf(scanned, "not_verified", lies));
    }
  }
}

/** Of everything but the password, which not everybody may read. */
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

/** The same JSON whatever the order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}
