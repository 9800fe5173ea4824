import { sameJson } from "@/lib/core/json-tree";
import { compareCodePoints } from "@/lib/core/text";
import type { SerializedRoom } from "./room";
import { joinDocument, type RatingArrays, type RoomDocument, splitRoom } from "./split-room";

/** A stored rating. The value null means that it was taken back. */
export interface StoredRating {
  value: string | null;
  /** Milliseconds since 1970. */
  atMs: number;
}

/** Film -> person -> rating. */
export type Ratings = ReadonlyMap<string, ReadonlyMap<string, StoredRating>>;

/** One incarnation of a room name: the room with one creation time. */
export interface Incarnation {
  createdAtMs: number;
  document: RoomDocument;
  password: string | undefined;
  ratings: Ratings;
  /** The greatest progress of each person. */
  progress: ReadonlyMap<string, number>;
}

/** The incarnation that a validated document creates if none is stored. */
export function incarnationOf(room: SerializedRoom): Incarnation {
  const { document, password, ratings, progress } = splitRoom(room);
  return {
    createdAtMs: Date.parse(room.createdAt),
    document,
    password,
    ratings: joinRatings(new Map(), ratings),
    progress: new Map(
      progress.userName.map((name, index) => [name, progress.progress[index] ?? 0]),
    ),
  };
}

/** The document of an incarnation. */
export function roomOf(incarnation: Incarnation): SerializedRoom {
  const { document, password } = incarnation;
  const ratings = arraysOf(incarnation.ratings);
  const progress = {
    userName: [...incarnation.progress.keys()],
    progress: [...incarnation.progress.values()],
  };
  return joinDocument({ document, ratings, progress, password });
}

/** The ratings of an incarnation that were taken back. */
export function takenBackOf(
  incarnation: Incarnation,
): [mediaId: string, userName: string, atMs: number][] {
  const { mediaId, userName, value, atMs } = arraysOf(incarnation.ratings);
  return mediaId.flatMap((film, index) =>
    value[index] === null ? [[film, userName[index] ?? "", atMs[index] ?? 0]] : [],
  );
}

/**
 * The merge rule for a save of a stored incarnation. It joins ratings and progress; the join is commutative, associative and idempotent
 * (a state-based CRDT: Shapiro et al., "Conflict-free replicated data types", 2011), so saves may overlap, arrive late or arrive twice.
 * The other fields are those of the last save that contained all stored ratings and progress. The database has the same rule in SQL:
 * `join_match_room` and `join_ratings` in prisma/functions.
 *
 * @returns `stored` itself when the save changes nothing
 */
export function mergeRoom(stored: Incarnation, incoming: Incarnation): Incarnation {
  const ratings = joinRatings(stored.ratings, arraysOf(incoming.ratings));
  const progress = joinProgress(stored.progress, incoming.progress);
  const joined = { ...stored, ratings, progress };
  const fields = hasSeenAll(incoming, joined)
    ? { document: incoming.document, password: incoming.password }
    : { document: stored.document, password: stored.password };
  const changed =
    ratings !== stored.ratings ||
    progress !== stored.progress ||
    fields.password !== stored.password ||
    !sameJson(fields.document, stored.document);
  return changed ? { ...joined, ...fields } : stored;
}

/**
 * Joins ratings by film and person: the newest time wins. At equal times the larger value wins, and a rating taken back wins over every
 * value.
 * @returns `stored` itself if nothing changes
 */
export function joinRatings(stored: Ratings, given: RatingArrays): Ratings {
  const joined = new Map<string, Map<string, StoredRating>>();
  given.mediaId.forEach((mediaId, index) => {
    const userName = given.userName[index] ?? "";
    const next = { value: given.value[index] ?? null, atMs: given.atMs[index] ?? 0 };
    const film = joined.get(mediaId) ?? stored.get(mediaId);
    const known = film?.get(userName);
    if (known && !beats(next, known)) return;
    const changed = joined.get(mediaId) ?? new Map(film);
    joined.set(mediaId, changed.set(userName, next));
  });
  return joined.size === 0 ? stored : new Map([...stored, ...joined]);
}

/** The greatest progress of each person; `stored` itself if nothing changes. */
function joinProgress(
  stored: ReadonlyMap<string, number>,
  given: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const news = [...given].filter(([name, count]) => count > (stored.get(name) ?? -1));
  return news.length === 0 ? stored : new Map([...stored, ...news]);
}

function beats(next: StoredRating, known: StoredRating): boolean {
  if (next.atMs !== known.atMs) return next.atMs > known.atMs;
  if (known.value === null) return false;
  return next.value === null || compareCodePoints(next.value, known.value) > 0;
}

/**
 * Whether a save contains every stored rating that was not taken back, with the same value and time, and at least the stored progress of
 * each person.
 */
function hasSeenAll(seen: Incarnation, stored: Incarnation): boolean {
  for (const [mediaId, film] of stored.ratings) {
    for (const [userName, rating] of film) {
      const own = seen.ratings.get(mediaId)?.get(userName);
      const same = own?.value === rating.value && own.atMs === rating.atMs;
      if (rating.value !== null && !same) return false;
    }
  }
  for (const [name, count] of stored.progress) {
    if (count > (seen.progress.get(name) ?? -1)) return false;
  }
  return true;
}

function arraysOf(ratings: Ratings): RatingArrays {
  const arrays: RatingArrays = { mediaId: [], userName: [], value: [], atMs: [] };
  for (const [mediaId, film] of ratings) {
    for (const [userName, rating] of film) {
      arrays.mediaId.push(mediaId);
      arrays.userName.push(userName);
      arrays.value.push(rating.value);
      arrays.atMs.push(rating.atMs);
    }
  }
  return arrays;
}
