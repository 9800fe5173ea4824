import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Agreement, filmsOfAgreements } from "./agreed-film";
import { arrangeAgreed, drawAgreed, narrowAgreed, readAgreedFilter } from "./agreed-list";

const MARCH = Date.parse("2026-03-31T22:30:00Z");

function agreement(given: Partial<Agreement>): Agreement {
  return {
    ...{
      spaceId: "sp",
      roomId: "rm",
      roomName: "sofa",
      ownerId: "7",
      lockedBy: null,
      isOpen: true,
    },
    ...{ mediaId: "film", title: null, year: null, posterUrl: null, linkUrl: null },
    ...{ trailerUrl: null, durationMs: null, genres: [], rating: null, summary: null },
    ...{ likers: ["Ann", "bob"], watched: null, isSeen: false, matchedAtMs: MARCH },
    ...given,
  };
}

const keys = (films: { key: string }[]) => films.map(({ key }) => key);

describe("a film of several agreements", () => {
  it("is one film, with the people and the marks of all its rooms", () => {
    const mark = { by: "Ann", at: new Date(MARCH) };
    const [film, ...others] = filmsOfAgreements([
      agreement({ mediaId: "plex://1", roomName: "a", matchedAtMs: MARCH }),
      agreement({
        ...{ mediaId: "plex://1", spaceId: "other", roomName: "b", matchedAtMs: MARCH + 1 },
        ...{ likers: ["bob", "Cy"], watched: mark, title: "Up" },
      }),
    ]);
    expect(others).toEqual([]);
    expect(film).toMatchObject({ key: "plex://1", title: "Up", matchedAtMs: MARCH + 1 });
    expect(film).toMatchObject({ likers: ["bob", "Cy", "Ann"], watched: mark });
    expect(film?.agreements.map(({ roomName }) => roomName)).toEqual(["b", "a"]);
  });

  it("is another film if two spaces only have the same id", () => {
    const films = filmsOfAgreements([
      agreement({ mediaId: "1" }),
      agreement({ mediaId: "1", spaceId: "other" }),
    ]);
    expect(films).toHaveLength(2);
  });

  it("counts a room that was opened again under its name once", () => {
    const films = filmsOfAgreements([
      agreement({ roomId: "old", isOpen: false, matchedAtMs: MARCH - 1 }),
      agreement({ roomId: "new" }),
    ]);
    expect(films[0]?.agreements.map(({ roomId }) => roomId)).toEqual(["new"]);
  });
});

describe("the order", () => {
  it("begins with films of several rooms, then months of the viewer's zone, each film once", () => {
    const films = filmsOfAgreements([
      agreement({ mediaId: "two", roomName: "a", matchedAtMs: MARCH - 9e9 }),
      agreement({ mediaId: "two", roomName: "b", matchedAtMs: MARCH - 9e9 }),
      agreement({ mediaId: "three", roomName: "a", matchedAtMs: MARCH - 9e9 }),
      agreement({ mediaId: "three", roomName: "b", matchedAtMs: MARCH - 9e9 }),
      agreement({ mediaId: "three", roomName: "c", matchedAtMs: MARCH - 9e9 }),
      agreement({ mediaId: "march", matchedAtMs: MARCH }),
      agreement({ mediaId: "late march", matchedAtMs: MARCH - 1 }),
      agreement({ mediaId: "no time", matchedAtMs: 0 }),
    ]);
    const inUtc = arrangeAgreed(films, "UTC");
    expect(keys(inUtc.moreThanOnce)).toEqual(["sp three", "sp two"]);
    expect(inUtc.months.map(({ month, films: of }) => [month, keys(of)])).toEqual([
      ["2026-03", ["sp march", "sp late march"]],
      [null, ["sp no time"]],
    ]);
    expect(arrangeAgreed(films, "Europe/Vienna").months[0]?.month).toBe("2026-04");
  });
});

test.each([
  [{}, ["sp up", "sp heat"]],
  [{ q: "HEÁT" }, ["sp heat"]],
  [{ q: "cy" }, ["sp up"]],
  [{ q: "x".repeat(500) }, []],
  [{ room: "sofa" }, ["sp heat"]],
  [{ room: "nowhere" }, []],
  [{ genre: "Crime" }, ["sp heat"]],
  [{ length: "short" }, ["sp up"]],
  [{ length: "unknown" }, ["sp up", "sp heat"]],
  [{ watched: "no" }, ["sp up"]],
])("the filter %j leaves %j", (asked, expected) => {
  const films = filmsOfAgreements([
    agreement({ mediaId: "up", title: "Up", roomName: "hall", likers: ["Cy"], durationMs: 60_000 }),
    agreement({ mediaId: "heat", title: "Heat", genres: ["Crime"], isSeen: true }),
  ]);
  expect(keys(narrowAgreed(films, readAgreedFilter(asked)))).toEqual(expected);
});

describe("the draw", () => {
  const someFilms = fc
    .uniqueArray(
      fc.record({
        mediaId: fc.constantFrom(..."abcdefgh"),
        likers: fc.subarray(["Ann", "bob", "Cy", "Dee"], { minLength: 1 }),
        isSeen: fc.boolean(),
        matchedAtMs: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: ({ mediaId }) => mediaId },
    )
    .map((all) => filmsOfAgreements(all.map(agreement)));

  it("takes an unwatched film, not the last one if there is another, whatever the order of the films", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(someFilms, random, (films, fraction) => {
        const open = films.filter(({ isSeen }) => !isSeen);
        const first = drawAgreed(films, { random: fraction, last: null });
        expect(first === null).toBe(open.length === 0);
        if (!first) return;
        expect(open).toContain(first.film);
        expect(first.outOf).toBe(open.length);
        expect(drawAgreed(films.toReversed(), { random: fraction, last: null })).toEqual(first);
        const next = drawAgreed(films, { random: fraction, last: first.film.key });
        if (open.length > 1) expect(next?.film.key).not.toBe(first.film.key);
      }),
    );
  });

  it("gives each yes one chance", () => {
    const films = filmsOfAgreements([
      agreement({ mediaId: "one", likers: ["Ann"], matchedAtMs: 2 }),
      agreement({ mediaId: "three", likers: ["Ann", "bob", "Cy"], matchedAtMs: 1 }),
    ]);
    const drawn = [0, 0.24, 0.26, 0.99].map(
      (random) => drawAgreed(films, { random, last: null })?.film.mediaId,
    );
    expect(drawn).toEqual(["one", "one", "three", "three"]);
  });
});
