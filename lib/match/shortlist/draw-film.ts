import { agreedFilms, type Shelf, shelvesOf } from "./agreed-films";
import { type Company, isWatched, likersHere, type ShortlistFilm } from "./shortlist-film";

/** Why a film could be drawn. */
export interface Lot {
  /** How many films took part in the draw. */
  outOf: number;
  /** How many likes of the people here these films lack. */
  missing: Shelf["missing"];
  /** Whether it was drawn last time too, because there is no other. */
  isRepeated: boolean;
}

/** A film drawn by lot. */
export interface DrawnFilm extends Lot {
  film: ShortlistFilm;
  /** The people here who like it, in the order of their likes. */
  likedBy: string[];
}

/**
 * Draws one of the films that the most people here like: those that everybody likes, otherwise those that lack one like, otherwise all
 * others that are agreed on. The chance of a film is in proportion to its likes. Watched films take no part. The same random number
 * draws the same film from the same films, in whatever order they are given.
 *
 * @param draw.random a fraction in [0, 1)
 * @param draw.last the media id of the film drawn last, which is drawn again only if there is no other
 * @returns null if there is no film to draw
 */
export function drawFilm(
  films: readonly ShortlistFilm[],
  company: Company,
  draw: { random: number; last?: string | null },
): DrawnFilm | null {
  const agreed = agreedFilms(films, company).filter((film) => !isWatched(film));
  const others = agreed.filter((film) => film.mediaId !== draw.last);
  const isRepeated = others.length === 0;
  const [shelf] = shelvesOf(isRepeated ? agreed : others, company);
  if (!shelf) return null;
  const film = drawn(shelf.films, company, draw.random);
  const likedBy = likersHere(film, company);
  return { film, outOf: shelf.films.length, missing: shelf.missing, likedBy, isRepeated };
}

/** The film at the given fraction of all likes, if the films lie side by side and each is as wide as its likes. */
function drawn(films: ShortlistFilm[], company: Company, random: number): ShortlistFilm {
  const widths = films.map((film) => likersHere(film, company).length);
  let left = random * widths.reduce((sum, width) => sum + width, 0);
  const index = widths.findIndex((width) => {
    left -= width;
    return left < 0;
  });
  // Rounding can leave the last film's end a little short of 1; -1 is the last film.
  return films.at(index) as ShortlistFilm;
}
