import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filmsOf, peopleOf, ratedRoom, shortlistFilm } from "@/lib/testing/shortlist-arbitraries";
import { agreedFilms } from "./agreed-films";
import { drawFilm } from "./draw-film";
import { type Company, likersHere, type ShortlistFilm } from "./shortlist-film";

const FIVE = ["Ann", "bob", "Cy", "Dee", "Eve"];
const company: Company = { roomType: "standard", here: new Set(FIVE) };

function match(mediaId: string, likes: number, more: Partial<ShortlistFilm> = {}): ShortlistFilm {
  const likers = FIVE.slice(0, likes);
  return shortlistFilm({ mediaId, likers, matchedAtMs: likes, likedAtMs: likes, ...more });
}

const TWO_AND_THREE = [match("three", 3), match("two", 2)];
const ALL_AND_ONE_SHORT = [match("all 1", 5), match("all 2", 5), match("one short", 4)];
const MARK = { by: "Ann", at: new Date(0) };

describe("a draw", () => {
  it.each<[string, ShortlistFilm[], number, string | null, string | null]>([
    ["no film", [], 0.5, null, null],
    ["the first of five likes is of the film with three", TWO_AND_THREE, 0, null, "three"],
    ["just before three fifths", TWO_AND_THREE, 0.599, null, "three"],
    ["at three fifths", TWO_AND_THREE, 0.6, null, "two"],
    ["the last moment", TWO_AND_THREE, 1 - Number.EPSILON / 2, null, "two"],
    ["not the last one again", TWO_AND_THREE, 0, "three", "two"],
    ["only those that everybody likes", ALL_AND_ONE_SHORT, 0.999, null, "all 2"],
    ["the rest of those that everybody likes", ALL_AND_ONE_SHORT, 0.999, "all 2", "all 1"],
    ["the next shelf when the best is used up", [match("all", 5), match("b", 4)], 0, "all", "b"],
    ["the only one again", [match("all", 5)], 0.5, "all", "all"],
    ["no watched film", [match("all", 5, { watched: MARK }), match("b", 4)], 0, null, "b"],
    ["no film that Plex has seen", [match("all", 5, { isSeen: true })], 0, null, null],
    ["no film without a match", [shortlistFilm({ likers: ["Ann"] })], 0, null, null],
  ])("%s", (_name, films, random, last, expected) => {
    expect(drawFilm(films, company, { random, last })?.film.mediaId ?? null).toBe(expected);
  });

  it("says why: how many films took part, who likes it, and whether it is the same again", () => {
    expect(drawFilm(ALL_AND_ONE_SHORT, company, { random: 0 })).toMatchObject({
      outOf: 2,
      missing: "none",
      likedBy: FIVE,
      isRepeated: false,
    });
    expect(drawFilm([match("two", 2)], company, { random: 0, last: "two" })).toMatchObject({
      outOf: 1,
      missing: "more",
      likedBy: ["Ann", "bob"],
      isRepeated: true,
    });
  });
});

describe("in every room", () => {
  const some = ratedRoom.chain((room) =>
    fc.record({
      films: fc.constant(filmsOf(room)),
      company: fc
        .subarray(peopleOf(room))
        .map((here): Company => ({ roomType: room.roomType, here: new Set(here) })),
    }),
  );
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("each film of the best shelf is drawn as often as its likes say, and no other film", () => {
    fc.assert(
      fc.property(some, ({ films, company }) => {
        const agreed = agreedFilms(films, company);
        const first = drawFilm(films, company, { random: 0 });
        expect(first === null).toBe(agreed.length === 0);
        if (!first) return;
        const shelf = agreed.filter((film) => {
          const missing = company.here.size - likersHere(film, company).length;
          return Math.min(missing, 2) === ["none", "one", "more"].indexOf(first.missing);
        });
        expect(shelf[0]).toBe(agreed[0]);
        expect(first.outOf).toBe(shelf.length);
        const all = shelf.flatMap((film) => likersHere(film, company).map(() => film.mediaId));
        const drawn = all.map(
          (_, at) => drawFilm(films, company, { random: (at + 0.5) / all.length })?.film.mediaId,
        );
        expect(drawn).toEqual(all);
      }),
    );
  });

  it("the same random number draws the same film, whatever the order of the films", () => {
    fc.assert(
      fc.property(some, random, ({ films, company }, fraction) => {
        expect(drawFilm(films.toReversed(), company, { random: fraction })).toEqual(
          drawFilm(films, company, { random: fraction }),
        );
      }),
    );
  });

  it("another draw never repeats the last film while there is another", () => {
    fc.assert(
      fc.property(some, random, random, ({ films, company }, one, two) => {
        const first = drawFilm(films, company, { random: one });
        const last = first?.film.mediaId;
        const again = drawFilm(films, company, { random: two, last });
        expect(again?.isRepeated ?? false).toBe(agreedFilms(films, company).length === 1);
        if (again && !again.isRepeated) expect(again.film.mediaId).not.toBe(last);
      }),
    );
  });
});
