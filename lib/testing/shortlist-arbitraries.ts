import fc from "fast-check";
import { matchesOf } from "@/lib/match/matches/match-rule";
import type { RatingEntry } from "@/lib/match/room";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";

/** A film with the given fields, everything else empty. */
export function shortlistFilm(given: Partial<ShortlistFilm>): ShortlistFilm {
  return {
    ...{
      mediaId: "film",
      title: null,
      year: null,
      posterUrl: null,
      linkUrl: null,
      trailerUrl: null,
    },
    ...{ durationMs: null, genres: [], rating: null, summary: null },
    ...{ likers: [], refusers: [], matchedAtMs: null, likedAtMs: 0, watched: null, isSeen: false },
    ...given,
  };
}

/** A rating of a room in a test: [film, person, value, milliseconds since 1970]. */
export type RatedFilm = readonly [mediaId: string, userName: string, value: string, atMs: number];

export interface RatedRoom {
  roomType: string;
  ratings: readonly RatedFilm[];
}

/** The document of a room with these ratings, as `matchesOf` reads it. */
export function documentOf({ roomType, ratings }: RatedRoom) {
  const films: Record<string, RatingEntry[]> = {};
  for (const [mediaId, userName, value, atMs] of ratings) {
    films[mediaId] = [...(films[mediaId] ?? []), [userName, value, atMs]];
  }
  return { roomType, ratings: films };
}

/** Everybody who takes part in a room. */
export function peopleOf({ ratings }: RatedRoom): string[] {
  return [...new Set(ratings.map(([, userName]) => userName))];
}

/** The films of a room that somebody likes, as the loader returns them. */
export function filmsOf(room: RatedRoom): ShortlistFilm[] {
  const matchedAt = new Map<string, number>();
  for (const { mediaId, matchedAtMs } of matchesOf(documentOf(room))) {
    matchedAt.set(mediaId, Math.max(matchedAtMs, matchedAt.get(mediaId) ?? 0));
  }
  return [...new Set(room.ratings.map(([mediaId]) => mediaId))].flatMap((mediaId) => {
    const answers = room.ratings
      .filter(([film]) => film === mediaId)
      .toSorted((a, b) => a[3] - b[3]);
    const likes = answers.filter(([, , value]) => value === "like");
    const likedAtMs = likes.at(-1)?.[3];
    if (likedAtMs === undefined) return [];
    const likers = likes.map(([, name]) => name);
    const refusers = answers.map(([, name]) => name).filter((name) => !likers.includes(name));
    const matchedAtMs = matchedAt.get(mediaId) ?? null;
    return [shortlistFilm({ mediaId, likers, refusers, matchedAtMs, likedAtMs })];
  });
}

/** Rooms of few people and films, with at most one answer of each person for a film, at different times. */
export const ratedRoom: fc.Arbitrary<RatedRoom> = fc.record({
  roomType: fc.constantFrom("standard", "unanimous", "solo", "async", "odd"),
  ratings: fc
    .uniqueArray(
      fc.tuple(
        fc.constantFrom("a", "b", "c", "d", "e"),
        fc.constantFrom("Ann", "bob", "Cy", "Zoë"),
        fc.constantFrom("like", "like", "like", "dislike", "meh"),
      ),
      { selector: ([film, person]) => `${film}/${person}`, maxLength: 20, size: "max" },
    )
    .map((all) => all.map(([film, person, value], index) => [film, person, value, index] as const)),
});
