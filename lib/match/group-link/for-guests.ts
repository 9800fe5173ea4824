import { compareCodePoints } from "@/lib/core/text";
import { filmTitle } from "@/lib/match/film-title";
import type { ShortlistFilm } from "@/lib/match/shortlist/shortlist-film";
import { firstNames } from "./first-names";

export interface ListOfRoom {
  films: readonly ShortlistFilm[];
  /** Everybody who takes part, in an order that stays the same. */
  people: readonly string[];
  /** The id of the film that is picked for the evening, or null. */
  picked: string | null;
}

/**
 * Makes a list anonymous before anything is made from it, so that nothing later can show more: people have first names or only numbers,
 * films have numbers instead of ids and no address, and nobody marked or picked one. The shortlist of the result has the same films
 * on the same shelves in the same order.
 */
export function forGuests({ films, people, picked }: ListOfRoom, showsNames: boolean): ListOfRoom {
  const labels = showsNames
    ? firstNames(people)
    : new Map(people.map((name, index) => [name, String(index)]));
  // A person whose ratings were all taken back while the list was read takes part in nothing.
  const labelsOf = (names: readonly string[]) => names.flatMap((name) => labels.get(name) ?? []);
  const sorted = [...films].sort((a, b) => compareCodePoints(a.mediaId, b.mediaId));
  const digits = String(sorted.length).length;
  const numbers = new Map(
    sorted.map(({ mediaId }, index) => [mediaId, String(index).padStart(digits, "0")]),
  );
  return {
    people: labelsOf(people),
    picked: (picked !== null && numbers.get(picked)) || null,
    films: films.map((film) => ({
      mediaId: numbers.get(film.mediaId) ?? "",
      title: filmTitle(film),
      year: film.year,
      posterUrl: film.posterUrl,
      linkUrl: null,
      trailerUrl: null,
      durationMs: film.durationMs,
      genres: film.genres,
      rating: film.rating,
      summary: null,
      likers: labelsOf(film.likers),
      refusers: labelsOf(film.refusers),
      matchedAtMs: film.matchedAtMs,
      likedAtMs: film.likedAtMs,
      watched: film.watched || film.isSeen ? { by: null, at: film.watched?.at ?? NEVER } : null,
      isSeen: false,
    })),
  };
}

/** Films that only Plex has seen come after those that somebody marked. */
const NEVER = new Date(0);
