import { isWatched, type ShortlistFilm } from "./shortlist-film";

const MINUTE_MS = 60_000;

/** The lengths that one can choose between. A film whose length is unknown has none of them. */
export const FILM_LENGTHS = {
  short: { text: "Under 1 h 30", fits: (ms: number) => ms < 90 * MINUTE_MS },
  medium: { text: "Under 2 h", fits: (ms: number) => ms < 120 * MINUTE_MS },
  long: { text: "2 h or more", fits: (ms: number) => ms >= 120 * MINUTE_MS },
} as const;

export type FilmLength = keyof typeof FILM_LENGTHS;

/** What the shortlist is narrowed to. */
export interface ShortlistFilter {
  /** The people who are here tonight; null for all who take part. */
  here: readonly string[] | null;
  length: FilmLength | null;
  /** A genre as the catalogue spells it. */
  genre: string | null;
  /** Whether watched films are left out. */
  unwatched: boolean;
}

/** The parameters of an address, or the fields of a form. */
export type Asked = Record<string, string | string[] | undefined>;

/** Reads the filter from the parameters of an address. What is missing or unknown does not narrow. */
export function readShortlistFilter(asked: Asked, people: readonly string[]): ShortlistFilter {
  const names = new Set([asked.here ?? []].flat());
  const here = people.filter((name) => names.has(name));
  const length = textOf(asked.length);
  return {
    here: here.length === 0 || here.length === people.length ? null : here,
    length: isFilmLength(length) ? length : null,
    genre: textOf(asked.genre) || null,
    unwatched: textOf(asked.watched) === "no",
  };
}

/** The parameters for an address that `readShortlistFilter` reads back to the same filter. */
export function shortlistParameters(filter: ShortlistFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of filter.here ?? []) parameters.append("here", name);
  if (filter.length) parameters.set("length", filter.length);
  if (filter.genre) parameters.set("genre", filter.genre);
  if (filter.unwatched) parameters.set("watched", "no");
  return parameters;
}

/** The address of a shortlist for a filter. `more` are further parameters. */
export function shortlistAddress(
  path: string,
  filter: ShortlistFilter,
  more: Record<string, string> = {},
): string {
  const parameters = shortlistParameters(filter);
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

/** Whether length, genre and "not yet watched" leave the film in the list. */
export function fitsFilter(
  film: Pick<ShortlistFilm, "durationMs" | "genres" | "watched" | "isSeen">,
  { length, genre, unwatched }: ShortlistFilter,
): boolean {
  if (length && !(film.durationMs !== null && FILM_LENGTHS[length].fits(film.durationMs))) {
    return false;
  }
  if (genre !== null && !film.genres.includes(genre)) return false;
  return !(unwatched && isWatched(film));
}

function isFilmLength(text: string): text is FilmLength {
  return Object.hasOwn(FILM_LENGTHS, text);
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}
