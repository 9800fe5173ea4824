import { foldedHash } from "./key-tag-hue";
import type { PosterShape } from "./poster-shapes";

/** The shape for each genre. The first line that names one of the film's genres decides. */
const SHAPE_OF_GENRE: readonly (readonly [genre: string, shape: PosterShape])[] = [
  ["War", "horizon"],
  ["Western", "desert"],
  ["Horror", "moon"],
  ["Music", "record"],
  ["Animation", "kite"],
  ["Science Fiction", "planet"],
  ["Mystery", "keyhole"],
  ["Fantasy", "peaks"],
  ["Crime", "blinds"],
  ["Romance", "heart"],
  ["Comedy", "curtain"],
  ["Thriller", "rings"],
  ["Action", "beams"],
  ["Adventure", "star"],
  ["Documentary", "rings"],
  ["History", "horizon"],
];

const SHAPES_WITHOUT_GENRE: readonly PosterShape[] = ["door", "curtain", "rings", "beams", "moon"];
const GROUNDS = 13;

/**
 * The look of a film's drawn poster: one of 13 dark backgrounds and one shape, always the same for the same title.
 *
 * @returns ground 1 to 13, the shape's name, and whether the title is set smaller
 */
export function posterLook(title: string, genres: readonly string[] = []) {
  const hash = foldedHash(`night ${title}`);
  const known = SHAPE_OF_GENRE.find(([genre]) => genres.includes(genre));
  const shape =
    known?.[1] ??
    (genres.length > 0
      ? "door"
      : SHAPES_WITHOUT_GENRE[(hash >>> 4) % SHAPES_WITHOUT_GENRE.length]) ??
    "door";
  const longest = Math.max(...title.split(/\s+/).map((word) => word.length));
  return { ground: (hash % GROUNDS) + 1, shape, isLong: title.length > 28 || longest > 10 };
}
