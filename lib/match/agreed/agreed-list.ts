import { localTime } from "@/lib/core/calendar";
import { foldText } from "@/lib/core/fold-text";
import { isDated } from "@/lib/core/moment";
import { isTooLong, searchText } from "@/lib/core/search-text";
import { compareCodePoints } from "@/lib/core/text";
import { filmTitle } from "@/lib/match/film-title";
import { isWatched } from "@/lib/match/shortlist/shortlist-film";
import {
  type Asked,
  fitsFilter,
  readShortlistFilter,
} from "@/lib/match/shortlist/shortlist-filter";
import type { AgreedFilm } from "./agreed-film";

/** What the list of everything agreed on is narrowed to. Everything is text of the address; empty does not narrow. */
export interface AgreedFilter {
  /** Part of a film's title or of a person's name. */
  q: string;
  /** The name of a room. */
  room: string;
  length: string;
  genre: string;
  /** "no" leaves watched films out. */
  watched: string;
}

/** Reads the filter from the parameters of an address. */
export function readAgreedFilter(asked: Asked): AgreedFilter {
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : "");
  const { length, genre, unwatched } = readShortlistFilter(asked, []);
  return {
    q: searchText(text("q")),
    room: text("room"),
    length: length ?? "",
    genre: genre ?? "",
    watched: unwatched ? "no" : "",
  };
}

/** The films that fit the filter. A room narrows to the films that were agreed on in it. */
export function narrowAgreed(films: readonly AgreedFilm[], filter: AgreedFilter): AgreedFilm[] {
  const { q, room, ...others } = filter;
  if (isTooLong(q)) return [];
  const facts = readShortlistFilter(others, []);
  const word = foldText(q);
  const has = (text: string) => foldText(text).includes(word);
  return films.filter(
    (film) =>
      fitsFilter(film, facts) &&
      (room === "" || film.agreements.some(({ roomName }) => roomName === room)) &&
      (q === "" || has(filmTitle(film)) || film.likers.some(has)),
  );
}

/** Films that were agreed on in one month. */
export interface AgreedMonth {
  /** "2026-11"; null for films whose agreement has no time. */
  month: string | null;
  films: AgreedFilm[];
}

/** Everything agreed on, in the order of the page. Each film stands in it once. */
export interface AgreedList {
  /** Films of several rooms, those of the most rooms first, then those that the most people like, then the newest. */
  moreThanOnce: AgreedFilm[];
  /** The other films by the month of their agreement in the zone, the newest first. */
  months: AgreedMonth[];
}

/** Arranges films as the page shows them. */
export function arrangeAgreed(films: readonly AgreedFilm[], timeZone: string): AgreedList {
  const moreThanOnce = films
    .filter(({ agreements }) => agreements.length > 1)
    .sort(
      (a, b) =>
        b.agreements.length - a.agreements.length ||
        b.likers.length - a.likers.length ||
        newestFirst(a, b),
    );
  const months = new Map<string | null, AgreedFilm[]>();
  for (const film of films.filter(({ agreements }) => agreements.length === 1).sort(newestFirst)) {
    const month = isDated(film.matchedAtMs)
      ? localTime(timeZone, film.matchedAtMs).day.slice(0, 7)
      : null;
    months.set(month, [...(months.get(month) ?? []), film]);
  }
  return { moreThanOnce, months: [...months].map(([month, of]) => ({ month, films: of })) };
}

function newestFirst(a: AgreedFilm, b: AgreedFilm): number {
  return b.matchedAtMs - a.matchedAtMs || compareCodePoints(a.key, b.key);
}

/**
 * Draws one of the films that nobody has watched. The chance of a film is in proportion to the people who like it. The same fraction draws
 * the same film from the same films, in whatever order they are given.
 * @param draw.last the key of the film drawn last, which is drawn again only if there is no other
 * @returns the film, and out of how many it was drawn; null if there is none
 */
export function drawAgreed(
  films: readonly AgreedFilm[],
  draw: { random: number; last: string | null },
): { film: AgreedFilm; outOf: number } | null {
  const all = films.filter((film) => !isWatched(film)).sort(newestFirst);
  const others = all.filter(({ key }) => key !== draw.last);
  const from = others.length > 0 ? others : all;
  let left = draw.random * from.reduce((sum, { likers }) => sum + likers.length, 0);
  const film = from.find(({ likers }) => {
    left -= likers.length;
    return left < 0;
  });
  const drawn = film ?? from.at(-1);
  return drawn ? { film: drawn, outOf: all.length } : null;
}
