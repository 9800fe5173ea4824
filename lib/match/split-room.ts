import { compareCodePoints } from "@/lib/core/text";
import type { RatingEntry, SerializedRoom } from "./room";

/** The fields of a room's document without its ratings, progress and password. */
export interface RoomDocument
  extends Pick<
    SerializedRoom,
    "roomName" | "sort" | "createdAt" | "creatorPlexUserId" | "creatorPlexUsername"
  > {
  [field: string]: unknown;
}

/** Ratings as parallel arrays, for the parameters of a statement. The value null means that a rating was taken back. */
export interface RatingArrays {
  mediaId: string[];
  userName: string[];
  value: (string | null)[];
  atMs: number[];
}

export interface ProgressArrays {
  userName: string[];
  progress: number[];
}

export interface RoomParts {
  document: RoomDocument;
  ratings: RatingArrays;
  progress: ProgressArrays;
  /** Undefined when the document has none. */
  password: string | undefined;
}

/** Splits a validated room into its parts. A person who rated a film twice in one document is listed twice. */
export function splitRoom(room: SerializedRoom): RoomParts {
  const { ratings, userProgress, password, ...document } = room;
  const progress = Object.entries(userProgress ?? {});
  return {
    document,
    ratings: splitRatings(ratings ?? {}),
    progress: {
      userName: progress.map(([userName]) => userName),
      progress: progress.map(([, count]) => count),
    },
    password,
  };
}

export function splitRatings(ratings: Record<string, RatingEntry[]>): RatingArrays {
  const arrays: RatingArrays = { mediaId: [], userName: [], value: [], atMs: [] };
  for (const [mediaId, entries] of Object.entries(ratings)) {
    for (const [userName, value, atMs] of entries) {
      arrays.mediaId.push(mediaId);
      arrays.userName.push(userName);
      arrays.value.push(value);
      arrays.atMs.push(atMs);
    }
  }
  return arrays;
}

/** Ratings taken back, as arrays. */
export function takenBackArrays(
  takenBack: readonly (readonly [mediaId: string, userName: string, atMs: number])[],
): RatingArrays {
  return {
    mediaId: takenBack.map(([mediaId]) => mediaId),
    userName: takenBack.map(([, userName]) => userName),
    value: takenBack.map(() => null),
    atMs: takenBack.map(([, , atMs]) => atMs),
  };
}

/**
 * Makes a room from its parts: ratings are sorted by time and films by their first rating; ratings taken back are left out. `ratings` and
 * `userProgress` are always present. All keys become own properties, even `__proto__`.
 */
export function joinDocument(parts: RoomParts): SerializedRoom {
  const { document, ratings, progress, password } = parts;
  const order = ratings.mediaId
    .map((_, index) => index)
    .filter((index) => ratings.value[index] !== null)
    .sort(ratingOrder(ratings));
  const films = new Map<string, RatingEntry[]>();
  for (const index of order) {
    const mediaId = ratings.mediaId[index] ?? "";
    const entry = [ratings.userName[index], ratings.value[index], ratings.atMs[index]];
    const film = films.get(mediaId);
    if (film) film.push(entry as RatingEntry);
    else films.set(mediaId, [entry as RatingEntry]);
  }
  return {
    ...document,
    ...(password === undefined ? {} : { password }),
    ratings: Object.fromEntries(films),
    userProgress: Object.fromEntries(
      progress.userName.map((userName, index) => [userName, progress.progress[index] ?? 0]),
    ),
  };
}

/** Compares ratings by time, then film, then person. Names are ranked only if some times are equal, and each name only once. */
function ratingOrder({ atMs, mediaId, userName }: RatingArrays): (a: number, b: number) => number {
  const filmRank = ranksOf(mediaId);
  const personRank = ranksOf(userName);
  return (a, b) =>
    (atMs[a] ?? 0) - (atMs[b] ?? 0) || filmRank(a) - filmRank(b) || personRank(a) - personRank(b);
}

/** The rank of each name among all names, by index. */
function ranksOf(names: readonly string[]): (index: number) => number {
  let ranks: Map<string, number> | undefined;
  return (index) => {
    ranks ??= new Map(
      [...new Set(names)].sort(compareCodePoints).map((name, rank) => [name, rank]),
    );
    return ranks.get(names[index] ?? "") ?? 0;
  };
}
