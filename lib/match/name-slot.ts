import type { GoneReason } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { TrashReason } from "@/lib/rooms/room";
import {
  type Incarnation,
  incarnationOf,
  joinRatings,
  mergeRoom,
  type Ratings,
} from "./merge-room";
import type { RatingEntry, SerializedRoom } from "./room";
import { splitRatings, takenBackArrays } from "./split-room";

export interface TrashedIncarnation {
  incarnation: Incarnation;
  reason: TrashReason;
  trashedAtMs: number;
}

export interface Tombstone {
  createdAtMs: number;
  purgedAtMs: number;
}

/** Everything that is stored under one room name. At most one incarnation is open. */
export interface NameSlot {
  open: Incarnation | null;
  trash: readonly TrashedIncarnation[];
  tombstones: readonly Tombstone[];
}

export const EMPTY_SLOT: NameSlot = { open: null, trash: [], tombstones: [] };

export type Verdict =
  | { kind: "created" | "joined" | "not_found" | "future" | "name_taken" | "done" }
  | { kind: "gone"; reason: GoneReason };

/** The slot after a change, and the verdict. The slot is the same object if nothing changed. */
export interface Decision {
  slot: NameSlot;
  verdict: Verdict;
}

/**
 * Saves a whole document. It is merged into the open incarnation if that has the same `createdAt`. A later `createdAt` than any known one
 * starts a new incarnation, and the open one goes to the trash. Any other save is refused as gone.
 */
export function saveInto(slot: NameSlot, room: SerializedRoom, now: Date): Decision {
  const incoming = incarnationOf(room);
  const { createdAtMs } = incoming;
  if (createdAtMs > now.getTime() + LIMITS.createdAheadMsMax) {
    return { slot, verdict: { kind: "future" } };
  }
  if (slot.open?.createdAtMs === createdAtMs) {
    const open = mergeRoom(slot.open, incoming);
    return {
      slot: open === slot.open ? slot : { ...slot, open },
      verdict: { kind: "joined" },
    };
  }
  if (known(slot).some((other) => other >= createdAtMs)) {
    return { slot, verdict: { kind: "gone", reason: goneReason(slot, createdAtMs) } };
  }
  const { slot: cleared } = moveToTrash(slot, "replaced", now);
  return { slot: { ...cleared, open: incoming }, verdict: { kind: "created" } };
}

/** Adds ratings to the open incarnation. */
export function appendTo(slot: NameSlot, ratings: Record<string, RatingEntry[]>): Decision {
  if (!slot.open) return { slot, verdict: absence(slot) };
  return withRatings(slot, slot.open, joinRatings(slot.open.ratings, splitRatings(ratings)));
}

/**
 * Takes one rating back. It stays with its time and the value null, which wins over a value with the same time. So a late save that still
 * contains the rating does not restore it, but a newer rating does.
 */
export function takeBackFrom(slot: NameSlot, mediaId: string, userName: string): Decision {
  if (!slot.open) return { slot, verdict: absence(slot) };
  const rating = slot.open.ratings.get(mediaId)?.get(userName);
  const taken = rating && {
    mediaId: [mediaId],
    userName: [userName],
    value: [null],
    atMs: [rating.atMs],
  };
  const ratings = taken ? joinRatings(slot.open.ratings, taken) : slot.open.ratings;
  return withRatings(slot, slot.open, ratings);
}

/** Moves the open incarnation to the trash. Does nothing if there is none. */
export function moveToTrash(slot: NameSlot, reason: TrashReason, now: Date): Decision {
  if (!slot.open) return { slot, verdict: { kind: "done" } };
  const trashed = { incarnation: slot.open, reason, trashedAtMs: now.getTime() };
  const trash = [...slot.trash, trashed];
  return { slot: { ...slot, open: null, trash }, verdict: { kind: "done" } };
}

/** Imports an incarnation from the trash of another storage into the trash, unless the name already has this incarnation. */
export function importIntoTrash(slot: NameSlot, entry: TrashedIncarnation): Decision {
  const { createdAtMs } = entry.incarnation;
  if (slot.open?.createdAtMs === createdAtMs) return { slot, verdict: { kind: "name_taken" } };
  if (slot.trash.some((other) => other.incarnation.createdAtMs === createdAtMs)) {
    return { slot, verdict: { kind: "done" } };
  }
  if (slot.tombstones.some((stone) => stone.createdAtMs === createdAtMs)) {
    return { slot, verdict: { kind: "gone", reason: "purged" } };
  }
  return { slot: { ...slot, trash: [...slot.trash, entry] }, verdict: { kind: "done" } };
}

/** What a save of that incarnation would find. */
export function previewSaveIn(
  slot: NameSlot,
  createdAtMs: number,
): { kind: "open"; open: Incarnation } | { kind: "absent" } | { kind: "gone"; reason: GoneReason } {
  if (slot.open) return { kind: "open", open: slot.open };
  if (!known(slot).some((other) => other >= createdAtMs)) return { kind: "absent" };
  return { kind: "gone", reason: goneReason(slot, createdAtMs) };
}

/** Marks ratings of the open incarnation as taken back at their own times. */
export function importTakenBackIn(
  slot: NameSlot,
  createdAtMs: number,
  takenBack: readonly (readonly [mediaId: string, userName: string, atMs: number])[],
): Decision {
  if (slot.open?.createdAtMs !== createdAtMs) return { slot, verdict: absence(slot) };
  const ratings = joinRatings(slot.open.ratings, takenBackArrays(takenBack));
  return withRatings(slot, slot.open, ratings);
}

/** Opens a trashed incarnation again. */
export function restoreIn(slot: NameSlot, createdAtMs: number): Decision {
  const found = slot.trash.find((entry) => entry.incarnation.createdAtMs === createdAtMs);
  if (!found) return { slot, verdict: { kind: "not_found" } };
  if (slot.open) return { slot, verdict: { kind: "name_taken" } };
  const trash = slot.trash.filter((entry) => entry !== found);
  return { slot: { ...slot, open: found.incarnation, trash }, verdict: { kind: "done" } };
}

/** Purges the trashed incarnations that `isPurged` selects. A tombstone of each stays, so that stale saves are refused. */
export function purgeFrom(
  slot: NameSlot,
  isPurged: (entry: TrashedIncarnation) => boolean,
  now: Date,
): Decision {
  const purged = slot.trash.filter(isPurged);
  if (purged.length === 0) return { slot, verdict: { kind: "done" } };
  const gone = new Set(purged);
  const stones = purged.map((entry) => ({
    createdAtMs: entry.incarnation.createdAtMs,
    purgedAtMs: now.getTime(),
  }));
  return {
    slot: {
      ...slot,
      trash: slot.trash.filter((entry) => !gone.has(entry)),
      tombstones: [...slot.tombstones, ...stones],
    },
    verdict: { kind: "done" },
  };
}

/** The creation times of all incarnations of the name. */
function known(slot: NameSlot): number[] {
  return [
    ...(slot.open ? [slot.open.createdAtMs] : []),
    ...slot.trash.map((entry) => entry.incarnation.createdAtMs),
    ...slot.tombstones.map((stone) => stone.createdAtMs),
  ];
}

function goneReason(slot: NameSlot, createdAtMs: number): GoneReason {
  const trashed = slot.trash.find((entry) => entry.incarnation.createdAtMs === createdAtMs);
  if (trashed) return trashed.reason;
  return slot.tombstones.some((stone) => stone.createdAtMs === createdAtMs)
    ? "purged"
    : "superseded";
}

/** Why there is no open incarnation: the reason of the newest one in the trash. */
function absence(slot: NameSlot): Verdict {
  const [newest] = slot.trash.toSorted(
    (a, b) => b.incarnation.createdAtMs - a.incarnation.createdAtMs,
  );
  if (newest) return { kind: "gone", reason: newest.reason };
  return slot.tombstones.length > 0 ? { kind: "gone", reason: "purged" } : { kind: "not_found" };
}

function withRatings(slot: NameSlot, open: Incarnation, ratings: Ratings): Decision {
  const same = ratings === open.ratings;
  return {
    slot: same ? slot : { ...slot, open: { ...open, ratings } },
    verdict: { kind: "joined" },
  };
}
