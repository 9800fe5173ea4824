import { incarnationOf, mergeRoom, roomOf } from "@/lib/rooms/merge-room";
import type { RatingEntry, SerializedRoom } from "@/lib/rooms/room";

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
  write: Write;
  /** Its size as JSON, in UTF-16 units. */
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

/**
 * Joins a change into the last one that waits, where two of them do the same as one: saves of one incarnation, because a join
 * of saves is a save (lib/rooms/merge-room.ts), and ratings. So a room keeps at most one save in flight and one waiting.
 * Returns the entry that carries it now, or null when it has to wait on its own.
 */
export function joinInto(line: Line, write: Write): Entry | null {
  const last = line.entries.at(-1);
  if (!last || (line.isBusy && line.entries.length === 1)) return null;
  const joined = joinOf(last.write, write);
  if (!joined) return null;
  last.write = joined;
  last.size = JSON.stringify(joined).length;
  return last;
}

function joinOf(waiting: Write, next: Write): Write | null {
  if (waiting.op === "save" && next.op === "save") {
    const [held, incoming] = [incarnationOf(waiting.room), incarnationOf(next.room)];
    if (held.createdAtMs !== incoming.createdAtMs) return null;
    return { op: "save", room: roomOf(mergeRoom(held, incoming)) };
  }
  if (waiting.op === "rate" && next.op === "rate") {
    const ratings = new Map(Object.entries(waiting.ratings));
    for (const [film, entries] of Object.entries(next.ratings)) {
      ratings.set(film, [...(ratings.get(film) ?? []), ...entries]);
    }
    const count = [...ratings.values()].reduce((sum, film) => sum + film.length, 0);
    if (count > RATINGS_MAX) return null;
    return { op: "rate", name: waiting.name, ratings: Object.fromEntries(ratings) };
  }
  return null;
}
