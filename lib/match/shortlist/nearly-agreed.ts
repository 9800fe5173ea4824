import { isAgreed } from "./agreed-films";
import { type Company, likersHere, type ShortlistFilm, sortFilms } from "./shortlist-film";

/** A film that lacks one like to be agreed on. */
export interface NearlyAgreed {
  film: ShortlistFilm;
  /** The people here whose like would complete it and who have not answered yet. */
  waitingFor: string[];
}

/** A film of a unanimous room that everybody here likes but one, who answered. */
export interface StoppedFilm {
  film: ShortlistFilm;
  stoppedBy: string;
}

/**
 * The films that lack exactly one like of the people here, and whose. In a unanimous room that is one person. In other rooms, anybody who
 * has not answered can complete the match, so a film that all others refused is not among them. In a solo room every like is a match, so
 * there are none.
 */
export function nearlyAgreed(films: readonly ShortlistFilm[], company: Company): NearlyAgreed[] {
  return oneLikeMissing(films, company).flatMap((film) => {
    const waitingFor = yetToSay(film, company);
    return waitingFor.length > 0 ? [{ film, waitingFor }] : [];
  });
}

/** The films of a unanimous room that one person here stops who answered otherwise; they can still change their answer. */
export function stoppedFilms(films: readonly ShortlistFilm[], company: Company): StoppedFilm[] {
  if (company.roomType !== "unanimous") return [];
  return oneLikeMissing(films, company).flatMap((film) => {
    const [stoppedBy] = film.refusers.filter((name) => company.here.has(name));
    return stoppedBy === undefined ? [] : [{ film, stoppedBy }];
  });
}

/** The people here who have not answered for the film. */
export function yetToSay(
  film: Pick<ShortlistFilm, "likers" | "refusers">,
  company: Company,
): string[] {
  const answered = new Set([...film.likers, ...film.refusers]);
  return [...company.here].filter((name) => !answered.has(name));
}

function oneLikeMissing(films: readonly ShortlistFilm[], company: Company): ShortlistFilm[] {
  const needed = likesNeeded(company);
  const missing = films.filter(
    (film) => !isAgreed(film, company) && likersHere(film, company).length === needed - 1,
  );
  return needed > 1 ? sortFilms(missing, company) : [];
}

/** How many likes of people here make a match; see `matchesOf`. */
function likesNeeded({ roomType, here }: Company): number {
  if (roomType === "solo") return 1;
  return roomType === "unanimous" ? here.size : 2;
}
