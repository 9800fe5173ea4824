import { sameJson } from "@/lib/core/json-tree";
import { compareCodePoints } from "@/lib/core/text";
import type { SerializedRoom } from "./room";
import { joinDocument, type RatingArrays, type RoomDocument, splitRoom } from "./split-room";

/** What is stored of one rating. A value of null is a rating taken back. */
export interface StoredRating {
  value: string | null;
  /** Milliseconds since 1970. */
  atMs: number;
}

/** Film -> person -> rating. */
export type Ratings = ReadonlyMap<string, ReadonlyMap<string, StoredRating>>;

/** One life of a room, from its creation on. */
export interface Incarnation {
  createdAtMs: number;
  document: RoomDocument;
  password: string | undefined;
  ratings: Ratings;
  /** The greatest progress of each person. */
  progress: ReadonlyMap<string, number>;
}

/** The incarnation that a checked document begins when nothing of it is stored. */
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

/** The document that an incarnation is read as. */
export function roomOf(incarnation: Incarnation): SerializedRoom {
  const { document, password } = incarnation;
  const ratings = arraysOf(incarnation.ratings);
  const progress = {
    userName: [...incarnation.progress.keys()],
    progress: [...incarnation.progress.values()],
  };
  return joinDocument({ document, ratings, progress, password });
}

/** Its ratings that were taken back. */
export function takenBackOf(
  incarnation: Incarnation,
): [mediaId: string, userName: string, atMs: number][] {
  const { mediaId, userName, value, atMs } = arraysOf(incarnation.ratings);
  return mediaId.flatMap((film, index) =>
    value[index] === null ? [[film, userName[index] ?? "", atMs[index] ?? 0]] : [],
  );
}

/**
 * The merge rule for a save of the stored incarnation: a join of ratings and progress, which is commutative, associative and
 * idempotent (a state-based CRDT: Shapiro et al., "Conflict-free replicated data types", 2011), so saves may overlap, arrive
 * late or twice. The other fields are those of the last save that has seen all that is stored. The database carries out the
 * same rule in SQL: prisma/migrations, `save_match_room`.
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
 * Unites ratings by film and person: the newest time wins, ties go to the larger value, a rating taken back being the largest.
 * @returns `stored` itself when nothing is news
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

/** The greatest progress of each person; `stored` itself when nothing is news. */
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

/** A document has seen all when every live rating is its own and nobody's progress is ahead of what it says. */
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
