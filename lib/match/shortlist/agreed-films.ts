import { type Company, likersHere, type ShortlistFilm, sortFilms } from "./shortlist-film";

/** Films that lack equally many likes of the people here. */
export interface Shelf {
  /** How many likes are missing: none, one, or more. */
  missing: "none" | "one" | "more";
  films: ShortlistFilm[];
}

const SHELVES = ["none", "one", "more"] as const;

/**
 * The films agreed on, in the order of the shortlist: the matches of the room that somebody here likes. In a unanimous room, a film is
 * also agreed on if everybody here likes it, because people who are away do not count against it.
 */
export function agreedFilms(films: readonly ShortlistFilm[], company: Company): ShortlistFilm[] {
  const agreed = films.filter((film) => isAgreed(film, company));
  return sortFilms(agreed, company);
}

/** Whether the film is agreed on; see `agreedFilms`. */
export function isAgreed(film: ShortlistFilm, company: Company): boolean {
  const likes = likersHere(film, company).length;
  if (likes === 0) return false;
  if (film.matchedAtMs !== null) return true;
  return company.roomType === "unanimous" && likes === company.here.size;
}

/** The films agreed on, grouped by how many likes are missing. Shelves without films are left out. */
export function shelvesOf(agreed: readonly ShortlistFilm[], company: Company): Shelf[] {
  return SHELVES.map((missing) => ({
    missing,
    films: agreed.filter((film) => shelfOf(film, company) === missing),
  })).filter(({ films }) => films.length > 0);
}

function shelfOf(film: ShortlistFilm, company: Company): Shelf["missing"] {
  const missing = company.here.size - likersHere(film, company).length;
  return missing === 0 ? "none" : missing === 1 ? "one" : "more";
}
