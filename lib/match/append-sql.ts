import type { Queryable } from "@/lib/db/queryable";
import { createAppendQueue } from "./append-queue";
import type { AppendCommand, AppendedRatings, RoomAppend } from "./room-append";
import { incarnationOf, retried } from "./rooms-sql";
import type { Written } from "./write-sql";

/**
 * Writes ratings to any number of rooms with different names in one statement. Resolves with the result for each room, in the same order.
 * Each room has its own verdict: a room that is gone or locked does not stop the others.
 */
export async function appendToMatchRooms(
  db: Queryable,
  spaceId: string,
  rooms: readonly RoomAppend[],
): Promise<Written[]> {
  const ratings = flatten(rooms.map((room) => room.ratings.map(rowsOf)));
  const progress = flatten(rooms.map((room) => room.userProgress.map(Object.entries<number>)));
  const { rows } = await retried(db, () =>
    db.query<Written & { place: number }>({
      name: "append-ratings",
      text: "select * from append_ratings($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      values: [
        spaceId,
        rooms.map((room) => room.name),
        rooms.map(({ createdAt }) => (createdAt === undefined ? null : incarnationOf(createdAt))),
        rooms.map((room) => room.writes),
        ratings.map(({ place }) => place),
        ratings.map(({ item }) => item[0]),
        ratings.map(({ item }) => item[1]),
        ratings.map(({ item }) => item[2]),
        ratings.map(({ item }) => item[3]),
        progress.map(({ place }) => place),
        progress.map(({ item: [userName] }) => userName),
        progress.map(({ item: [, count] }) => count),
      ],
    }),
  );
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return rooms.map((_, index) => {
    const written = byPlace.get(index + 1);
    if (!written) throw new Error("The database returned no verdict for a write.");
    return written;
  });
}

/** Adds ratings to one room. Appends that arrive at the same time share a statement; see `createAppendQueue`. */
export function appendMatchRatings(db: Queryable, command: AppendCommand): Promise<Written> {
  return queue(db, command);
}

const queue = createAppendQueue(appendToMatchRooms);

/** Takes one rating back. Its row stays with its time and the value null, so that late saves do not add it again. */
export async function takeBackMatchRating(
  db: Queryable,
  command: { spaceId: string; name: string; mediaId: string; userName: string },
): Promise<Written> {
  const { spaceId, name, mediaId, userName } = command;
  const ratings = { mediaId: [mediaId], userName: [userName], value: [null], atMs: [null] };
  const append = { name, writes: 1, ratings: [ratings], userProgress: [] };
  const [written] = await appendToMatchRooms(db, spaceId, [append]);
  return written as Written;
}

/** Stores ratings of one incarnation as taken back, with their own times, whether they exist or not. */
export async function importTakenBackRatings(
  db: Queryable,
  which: { spaceId: string; name: string; createdAt: string },
  ratings: AppendedRatings,
): Promise<Written> {
  const { spaceId, name, createdAt } = which;
  const append = { name, createdAt, writes: 1, ratings: [ratings], userProgress: [] };
  const [written] = await appendToMatchRooms(db, spaceId, [append]);
  return written as Written;
}

type RatingRow = [string, string, string | null, number | null];

function rowsOf({ mediaId, userName, value, atMs }: AppendedRatings): RatingRow[] {
  return mediaId.map((media, index) => [
    media,
    userName[index] ?? "",
    value[index] ?? null,
    atMs[index] ?? null,
  ]);
}

/** All items of all rooms in one list, each with the number of its room. The first room is 1, as in Postgres arrays. */
function flatten<T>(rooms: readonly T[][][]): { place: number; item: T }[] {
  return rooms.flatMap((lists, index) => lists.flat().map((item) => ({ place: index + 1, item })));
}
