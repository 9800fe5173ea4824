import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesOf } from "@/lib/match/matches/match-rule";
import {
  documentOf,
  filmsOf,
  peopleOf,
  type RatedRoom,
  ratedRoom,
  shortlistFilm,
} from "@/lib/testing/shortlist-arbitraries";
import { agreedFilms, shelvesOf } from "./agreed-films";
import { type Company, likersHere, type ShortlistFilm } from "./shortlist-film";

const FOUR = ["Ann", "bob", "Cy", "Dee"];

function companyOf(here: string[], roomType = "standard"): Company {
  return { roomType, here: new Set(here) };
}

/** A match that these people like. */
function liked(mediaId: string, likers: string[], matchedAtMs = 1): ShortlistFilm {
  return shortlistFilm({ mediaId, likers, matchedAtMs, likedAtMs: matchedAtMs });
}

const ids = (films: ShortlistFilm[]) => films.map(({ mediaId }) => mediaId);

describe("the order of the films agreed on", () => {
  it.each<[string, ShortlistFilm[], string[]]>([
    [
      "more likes come first",
      [liked("two", ["Ann", "bob"]), liked("three", ["Ann", "bob", "Cy"])],
      ["three", "two"],
    ],
    [
      "a unanimous film comes before a newer one",
      [liked("newer", ["Ann", "bob", "Cy"], 9), liked("unanimous", FOUR, 1)],
      ["unanimous", "newer"],
    ],
    [
      "among equals the newest match comes first",
      [liked("old", ["Ann", "bob"], 1), liked("new", ["Cy", "Dee"], 2)],
      ["new", "old"],
    ],
    [
      "matches of the same moment are in the order of their ids",
      [liked("\u{1f600}", ["Ann", "bob"]), liked("\uffff", ["Ann", "bob"]), liked("a", FOUR)],
      ["a", "\uffff", "\u{1f600}"],
    ],
    ["a film without a match is left out", [shortlistFilm({ likers: ["Ann"] })], []],
  ])("%s", (_name, films, expected) => {
    expect(ids(agreedFilms(films, companyOf(FOUR)))).toEqual(expected);
    expect(ids(agreedFilms(films.toReversed(), companyOf(FOUR)))).toEqual(expected);
  });

  it("does not count the likes of people who are away", () => {
    const films = [liked("with Dee", ["Cy", "Dee", "Ann"]), liked("without", ["Ann", "bob"])];
    expect(ids(agreedFilms(films, companyOf(["Ann", "bob"])))).toEqual(["without", "with Dee"]);
    expect(ids(agreedFilms(films, companyOf(["Dee"])))).toEqual(["with Dee"]);
  });

  it("agrees in a unanimous room without the people who are away", () => {
    const film = shortlistFilm({ likers: ["Ann", "bob"], refusers: ["Cy"], likedAtMs: 1 });
    expect(agreedFilms([film], companyOf(["Ann", "bob", "Cy"], "unanimous"))).toEqual([]);
    expect(agreedFilms([film], companyOf(["Ann", "bob"], "unanimous"))).toEqual([film]);
    expect(agreedFilms([film], companyOf(["Ann", "bob"], "standard"))).toEqual([]);
  });
});

describe("in every room", () => {
  const everybody = (room: RatedRoom) => companyOf(peopleOf(room), room.roomType);
  const someOf = ratedRoom.chain((room) =>
    fc.record({ room: fc.constant(room), here: fc.subarray(peopleOf(room)) }),
  );

  it("the films agreed on are the matches of the room when everybody is here", () => {
    fc.assert(
      fc.property(ratedRoom, (room) => {
        const matched = new Set(matchesOf(documentOf(room)).map(({ mediaId }) => mediaId));
        expect(ids(agreedFilms(filmsOf(room), everybody(room))).toSorted()).toEqual(
          [...matched].toSorted(),
        );
      }),
    );
  });

  it("no film stands before one with more likes; of equal ones the newest comes first, in a solo room the one that waits longest", () => {
    fc.assert(
      fc.property(someOf, ({ room, here }) => {
        const company = companyOf(here, room.roomType);
        const agreed = agreedFilms(filmsOf(room), company);
        for (const [index, film] of agreed.slice(1).entries()) {
          const before = agreed[index] as ShortlistFilm;
          const [likes, likesBefore] = [film, before].map((one) => likersHere(one, company).length);
          expect(likesBefore).toBeGreaterThanOrEqual(likes ?? 0);
          if (likesBefore !== likes) continue;
          const times = [before, film].map((one) => one.matchedAtMs ?? one.likedAtMs);
          const [newer = 0, older = 0] = room.roomType === "solo" ? times.reverse() : times;
          expect(newer).toBeGreaterThanOrEqual(older);
        }
      }),
    );
  });

  it("the order does not depend on the order in which films are given", () => {
    const shuffled = someOf.chain((one) =>
      fc.record({
        one: fc.constant(one),
        films: fc.shuffledSubarray(filmsOf(one.room), { minLength: filmsOf(one.room).length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ one: { room, here }, films }) => {
        const company = companyOf(here, room.roomType);
        expect(agreedFilms(films, company)).toEqual(agreedFilms(filmsOf(room), company));
      }),
    );
  });

  it("the shelves have each film once, in the same order, with the likes that their name says", () => {
    fc.assert(
      fc.property(someOf, ({ room, here }) => {
        const company = companyOf(here, room.roomType);
        const agreed = agreedFilms(filmsOf(room), company);
        const shelves = shelvesOf(agreed, company);
        expect(shelves.flatMap(({ films }) => films)).toEqual(agreed);
        for (const { missing, films } of shelves) {
          expect(films.length).toBeGreaterThan(0);
          for (const film of films) {
            const lacking = here.filter((name) => !film.likers.includes(name)).length;
            expect(missing).toBe(lacking === 0 ? "none" : lacking === 1 ? "one" : "more");
          }
        }
      }),
    );
  });
});
