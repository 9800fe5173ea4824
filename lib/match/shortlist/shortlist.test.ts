import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { filmsOf, peopleOf, ratedRoom, shortlistFilm } from "@/lib/testing/shortlist-arbitraries";
import { plexAddress } from "./film-address";
import { shortlistOf } from "./shortlist";
import { isWatched, type ShortlistFilm } from "./shortlist-film";
import {
  fitsFilter,
  readShortlistFilter,
  type ShortlistFilter,
  shortlistParameters,
} from "./shortlist-filter";

const ALL: ShortlistFilter = { here: null, length: null, genre: null, unwatched: false };
const MARK = { by: "Ann", at: new Date("2026-11-20T22:00:00Z") };
const MINUTE_MS = 60_000;

describe("the filter", () => {
  it.each<[string, Partial<ShortlistFilm>, Partial<ShortlistFilter>, boolean]>([
    ["nothing chosen", {}, {}, true],
    ["89 minutes are under 1 h 30", { durationMs: 89 * MINUTE_MS }, { length: "short" }, true],
    ["90 minutes are not", { durationMs: 90 * MINUTE_MS }, { length: "short" }, false],
    ["90 minutes are under 2 h", { durationMs: 90 * MINUTE_MS }, { length: "medium" }, true],
    ["120 minutes are not", { durationMs: 120 * MINUTE_MS }, { length: "medium" }, false],
    ["120 minutes are 2 h or more", { durationMs: 120 * MINUTE_MS }, { length: "long" }, true],
    ["119 minutes are not", { durationMs: 119 * MINUTE_MS }, { length: "long" }, false],
    ["a film of unknown length is not short", {}, { length: "short" }, false],
    ["a film of unknown length is not long", {}, { length: "long" }, false],
    ["its genre", { genres: ["Crime", "Drama"] }, { genre: "Drama" }, true],
    ["another genre", { genres: ["Crime"] }, { genre: "Drama" }, false],
    ["not watched", {}, { unwatched: true }, true],
    ["marked as watched", { watched: MARK }, { unwatched: true }, false],
    ["seen in Plex", { isSeen: true }, { unwatched: true }, false],
    ["watched, and watched films are wanted", { watched: MARK, isSeen: true }, {}, true],
  ])("%s", (_name, film, chosen, expected) => {
    expect(fitsFilter(shortlistFilm(film), { ...ALL, ...chosen })).toBe(expected);
  });

  it.each<[string, Record<string, string | string[]>, Partial<ShortlistFilter>]>([
    ["nothing", {}, {}],
    ["one person", { here: "bob" }, { here: ["bob"] }],
    ["two people, in the order of the room", { here: ["Cy", "Ann"] }, { here: ["Ann", "Cy"] }],
    ["everybody is as if nobody were named", { here: ["Ann", "bob", "Cy"] }, {}],
    ["somebody who is not in the room", { here: ["Eve"] }, {}],
    ["a length", { length: "short" }, { length: "short" }],
    ["an unknown length", { length: "constructor" }, {}],
    ["a genre", { genre: "Science fiction" }, { genre: "Science fiction" }],
    ["a genre given twice", { genre: ["Crime", "Drama"] }, {}],
    ["not watched", { watched: "no" }, { unwatched: true }],
  ])("reads %s from an address", (_name, asked, expected) => {
    expect(readShortlistFilter(asked, ["Ann", "bob", "Cy"])).toEqual({ ...ALL, ...expected });
  });

  it("writes addresses that are read back to the same filter", () => {
    const people = ["Ann", "b&b", "さくら", "a=b c"];
    const chosen = fc.record({
      here: fc
        .subarray(people)
        .map((here) => (here.length === 0 || here.length === people.length ? null : here)),
      length: fc.constantFrom("short", "medium", "long", null),
      genre: fc.option(fc.string({ minLength: 1 })),
      unwatched: fc.boolean(),
    });
    fc.assert(
      fc.property(chosen, (filter) => {
        const parameters = new URLSearchParams(shortlistParameters(filter).toString());
        const { here, ...rest } = Object.fromEntries(parameters);
        const asked = { ...rest, here: parameters.getAll("here") };
        expect(readShortlistFilter(asked, people)).toEqual(filter);
      }),
    );
  });
});

describe("the shortlist", () => {
  const films = [
    shortlistFilm({ mediaId: "all", likers: ["Ann", "bob"], matchedAtMs: 3, genres: ["Crime"] }),
    shortlistFilm({ mediaId: "seen", likers: ["Ann", "bob"], matchedAtMs: 2, isSeen: true }),
    shortlistFilm({ mediaId: "marked", likers: ["Ann", "bob"], matchedAtMs: 1, watched: MARK }),
    shortlistFilm({ mediaId: "nearly", likers: ["Ann"], genres: ["Western"] }),
    shortlistFilm({ mediaId: "nearly, but seen", likers: ["Ann"], isSeen: true }),
  ];
  const room = { roomType: "standard", people: ["Ann", "bob"], films };

  it("has watched films apart, those marked last first, and the genres of the films agreed on", () => {
    const { shelves, nearly, watched, genres } = shortlistOf(room, ALL);
    expect(shelves.map(({ films }) => films.map(({ mediaId }) => mediaId))).toEqual([["all"]]);
    expect(nearly.map(({ film }) => film.mediaId)).toEqual(["nearly"]);
    expect(watched.map(({ mediaId }) => mediaId)).toEqual(["marked", "seen"]);
    expect(genres).toEqual(["Crime"]);
  });

  it("leaves out what does not fit the filter, and keeps the genres to choose from", () => {
    const narrowed = shortlistOf(room, { ...ALL, genre: "Western", unwatched: true });
    expect(narrowed.shelves).toEqual([]);
    expect(narrowed.watched).toEqual([]);
    expect(narrowed.nearly.map(({ film }) => film.mediaId)).toEqual(["nearly"]);
    expect(narrowed.genres).toEqual(["Crime"]);
  });

  it("shows no film twice, and no watched film among those to watch", () => {
    fc.assert(
      fc.property(ratedRoom, fc.func(fc.boolean()), ({ roomType, ratings }, seen) => {
        const people = peopleOf({ roomType, ratings });
        const films = filmsOf({ roomType, ratings }).map((film) => ({
          ...film,
          isSeen: seen(film.mediaId),
        }));
        const { shelves, nearly, stopped, watched } = shortlistOf({ roomType, people, films }, ALL);
        const toWatch = [
          ...shelves.flatMap(({ films }) => films),
          ...[...nearly, ...stopped].map(({ film }) => film),
        ];
        expect(toWatch.filter(isWatched)).toEqual([]);
        expect(watched.every(isWatched)).toBe(true);
        const all = [...toWatch, ...watched].map(({ mediaId }) => mediaId);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

test.each([
  [
    "plex://movie/5d7768294de0ee001fcc7fbb",
    "https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/details?key=%2Flibrary%2Fmetadata%2F5d7768294de0ee001fcc7fbb",
  ],
  ["plex://movie/5d77", null],
  ["plex://movie/5d7768294de0ee001fcc7fbb?x=javascript:", null],
  ["com.plexapp.agents.imdb://tt0078788?lang=en", null],
  ["javascript:alert(1)", null],
])("the address in Plex of %s", (mediaId, expected) => {
  expect(plexAddress(mediaId)).toBe(expected);
});
