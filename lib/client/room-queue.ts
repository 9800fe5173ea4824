import { type Incarnation, incarnationOf, mergeRoom, roomOf } from "@/lib/match/merge-room";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

/** A change that waits to be sent. */
export type Write =
  | { op: "save"; room: SerializedRoom }
  | { op: "rate"; name: string; ratings: Record<string, RatingEntry[]> }
  | { op: "takeBack"; name: string; mediaId: string; userName: string }
  | { op: "delete"; name: string }
  | { op: "restore"; name: string; createdAt: string }
  | { op: "purge"; name: string; createdAt: string };

/** The result of a change. */
export interface WriteResult {
  takenBack?: boolean;
}

/** A queued change and its promise. */
export interface Entry {
  /** The change. If several saves were joined, this is the first one until `writeOf` replaces it. */
  write: Write;
  /** The result of the joined saves. The document is made from it only once, when it is sent. */
  joined?: Incarnation;
  /** The joined ratings by film, in the same way. */
  ratings?: { byFilm: Map<string, RatingEntry[]>; count: number };
  /** Its size as JSON, in UTF-16 units; approximate if saves were joined. */
  size: number;
  /** Settles when the change was acknowledged or finally refused. */
  settled: Promise<WriteResult>;
  resolve(result: WriteResult): void;
  reject(error: unknown): void;
}

/** The changes of one room in order. If `isBusy` is set, the first one is in flight. */
export interface RoomQueue {
  entries: Entry[];
  isBusy: boolean;
}

const RATINGS_MAX = 1_000;

export function newEntry(write: Write): Entry {
  const entry: Entry = {
    write,
    size: JSON.stringify(write).length,
    settled: Promise.resolve({}),
    resolve: () => {},
    reject: () => {},
  };
  entry.settled = new Promise((resolve, reject) => {
    entry.resolve = resolve;
    entry.reject = reject;
  });
  // Each caller handles the failure in its own promise.
  entry.settled.catch(() => {});
  return entry;
}

/** The name of the room that a change belongs to. */
export function roomOfWrite(write: Write): string {
  return write.op === "save" ? write.room.roomName : write.name;
}

/** The change as it is sent. */
export function writeOf(entry: Entry): Write {
  if (entry.joined) {
    entry.write = { op: "save", room: roomOf(entry.joined) };
    entry.joined = undefined;
  }
  if (entry.ratings && entry.write.op === "rate") {
    const ratings = Object.fromEntries(entry.ratings.byFilm);
    entry.write = { op: "rate", name: entry.write.name, ratings };
    entry.ratings = undefined;
  }
  return entry.write;
}

/**
 * Joins a change with the last waiting one, if both can be sent as one: saves of the same incarnation, because merged saves are a save
 * (lib/match/merge-room.ts), and ratings. So a room has at most one save in flight and one waiting. Returns the joined entry, or null if
 * the change cannot be joined.
 */
export function joinInto(queue: RoomQueue, write: Write): Entry | null {
  const last = queue.entries.at(-1);
  if (!last || (queue.isBusy && queue.entries.length === 1)) return null;
  const isJoined =
    write.op === "save"
      ? joinSave(last, write.room)
      : write.op === "rate" && joinRatings(last, write.ratings);
  return isJoined ? last : null;
}

function joinSave(last: Entry, room: SerializedRoom): boolean {
  if (last.write.op !== "save") return false;
  const pending = last.joined ?? incarnationOf(last.write.room);
  const incoming = incarnationOf(room);
  if (pending.createdAtMs !== incoming.createdAtMs) return false;
  const joined = mergeRoom(pending, incoming);
  last.joined = joined;
  const growth = ratingsIn(joined) / Math.max(1, ratingsIn(incoming));
  last.size = Math.round(JSON.stringify(room).length * Math.max(1, growth));
  return true;
}

function ratingsIn({ ratings }: Incarnation): number {
  let count = 0;
  for (const film of ratings.values()) count += film.size;
  return count;
}

function joinRatings(last: Entry, given: Record<string, RatingEntry[]>): boolean {
  if (last.write.op !== "rate") return false;
  const pending = last.ratings ?? pendingRatings(last.write.ratings);
  const added = countIn(given);
  if (pending.count + added > RATINGS_MAX) return false;
  for (const [film, entries] of Object.entries(given)) {
    const own = pending.byFilm.get(film);
    if (own) own.push(...entries);
    else pending.byFilm.set(film, [...entries]);
  }
  last.ratings = { byFilm: pending.byFilm, count: pending.count + added };
  last.size += JSON.stringify(given).length;
  return true;
}

function pendingRatings(ratings: Record<string, RatingEntry[]>): NonNullable<Entry["ratings"]> {
  const byFilm = new Map(Object.entries(ratings).map(([film, entries]) => [film, [...entries]]));
  return { byFilm, count: countIn(ratings) };
}

function countIn(ratings: Record<string, RatingEntry[]>): number {
  return Object.values(ratings).reduce((sum, film) => sum + film.length, 0);
}
