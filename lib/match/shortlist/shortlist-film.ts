import { compareCodePoints } from "@/lib/core/text";
import type { FilmName } from "@/lib/match/film-title";

/** Who marked a film as watched, and when. */
export interface WatchedMark {
  /** Null where it is not told. */
  by: string | null;
  at: Date;
}

/** A film that at least one person of a room likes, with what the shortlist shows of it. */
export interface ShortlistFilm extends FilmName {
  posterUrl: string | null;
  /** The http or https address at which it can be watched. */
  linkUrl: string | null;
  /** The http or https address of a trailer. */
  trailerUrl: string | null;
  durationMs: number | null;
  genres: string[];
  /** From 0 to 10. */
  rating: number | null;
  summary: string | null;
  /** The people who like it, in the order of their likes. */
  likers: string[];
  /** The people who answered, but do not like it. */
  refusers: string[];
  /** The time of the like that completed the match, in milliseconds since 1970; in a solo room, that of the newest match. Null without a match. */
  matchedAtMs: number | null;
  /** The time of its newest like. */
  likedAtMs: number;
  /** Null if nobody in the room marked it. */
  watched: WatchedMark | null;
  /** Whether the account of a Plex server of the space has seen it. */
  isSeen: boolean;
}

/** The people for whom the shortlist is made. */
export interface Company {
  roomType: string;
  /** The people who take part and are here tonight. People who are away count neither for a film nor against it. */
  here: ReadonlySet<string>;
  /** The name of the viewer in the room, if it is known. */
  you?: string | null;
  /** Whether people are counted and not named. */
  isNameless?: boolean;
}

/** A film counts as watched if somebody marked it or if Plex has seen it. */
export function isWatched(film: Pick<ShortlistFilm, "watched" | "isSeen">): boolean {
  return film.watched !== null || film.isSeen;
}

/** The people here who like the film, in the order of their likes. */
export function likersHere(film: Pick<ShortlistFilm, "likers">, company: Company): string[] {
  return film.likers.filter((name) => company.here.has(name));
}

/**
 * Sorts films with more likes of people here first, so that unanimous films lead; among equals the newest match, in a solo room the one
 * that has been on a list longest; then the media id.
 */
export function sortFilms(films: readonly ShortlistFilm[], company: Company): ShortlistFilm[] {
  const newestFirst = company.roomType === "solo" ? -1 : 1;
  return films
    .map((film) => ({ film, likes: likersHere(film, company).length }))
    .sort(
      (a, b) =>
        b.likes - a.likes ||
        newestFirst * (newestMs(b.film) - newestMs(a.film)) ||
        compareCodePoints(a.film.mediaId, b.film.mediaId),
    )
    .map(({ film }) => film);
}

function newestMs(film: ShortlistFilm): number {
  return film.matchedAtMs ?? film.likedAtMs;
}
