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

/** What a change was answered with. */
export interface WriteResult {
  takenBack?: boolean;
}

/** A change on its way, and those who wait for it. */
export interface Entry {
  /** Of saves that were joined, the first one until `writeOf` makes one of them. */
  write: Write;
  /** What joined saves come to: a document is made of it once, when it is sent, and not with each save. */
  joined?: Incarnation;
  /** The merged ratings by film, with the same meaning. */
  ratings?: { byFilm: Map<string, RatingEntry[]>; count: number };
  /** Its size as JSON, in UTF-16 units; of saves that were joined, about. */
  size: number;
  /** Settles when it was acknowledged, or refused for good. */
  settled: Promise<WriteResult>;
  resolve(result: WriteResult): void;
  reject(error: unknown): void;
}

/** The changes of one room, in their order; the first may be in flight. */
export interface Line {
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
  // Each caller hears of a failure through its own promise.
  entry.settled.catch(() => {});
  return entry;
}

/** The room that a change is about. */
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
 * Joins a change into the last one that waits, where two of them do the same as one: saves of one incarnation, because a join
 * of saves is a save (lib/match/merge-room.ts), and ratings. So a room keeps at most one save in flight and one waiting.
 * Returns the entry that carries it now, or null when it has to wait on its own.
 */
export function joinInto(line: Line, write: Write): Entry | null {
  const last = line.entries.at(-1);
  if (!last || (line.isBusy && line.entries.length === 1)) return null;
  const isJoined =
    write.op === "save"
      ? joinSave(last, write.room)
      : write.op === "rate" && joinRatings(last, write.ratings);
  return isJoined ? last : null;
}

function joinSave(last: Entry, room: SerializedRoom): boolean {
  if (last.write.op !== "save") return false;
  const held = last.joined ?? incarnationOf(last.write.room);
  const incoming = incarnationOf(room);
  if (held.createdAtMs !== incoming.createdAtMs) return false;
  const joined = mergeRoom(held, incoming);
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
  const held = last.ratings ?? heldRatings(last.write.ratings);
  const added = countIn(given);
  if (held.count + added > RATINGS_MAX) return false;
  for (const [film, entries] of Object.entries(given)) {
    const own = held.byFilm.get(film);
    if (own) own.push(...entries);
    else held.byFilm.set(film, [...entries]);
  }
  last.ratings = { byFilm: held.byFilm, count: held.count + added };
  last.size += JSON.stringify(given).length;
  return true;
}

function heldRatings(ratings: Record<string, RatingEntry[]>): NonNullable<Entry["ratings"]> {
  const byFilm = new Map(Object.entries(ratings).map(([film, entries]) => [film, [...entries]]));
  return { byFilm, count: countIn(ratings) };
}

function countIn(ratings: Record<string, RatingEntry[]>): number {
  return Object.values(ratings).reduce((sum, film) => sum + film.length, 0);
}
