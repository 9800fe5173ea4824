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
import { nearlyAgreed, stoppedFilms } from "./nearly-agreed";
import type { Company } from "./shortlist-film";

type Row = [
  name: string,
  roomType: string,
  here: string[],
  likers: string[],
  refusers: string[],
  waitingFor: string[] | null,
  stoppedBy: string | null,
];

describe("nearly agreed", () => {
  it.each<Row>([
    ["two people, one like", "standard", ["Ann", "bob"], ["Ann"], [], ["bob"], null],
    ["the other one said no", "standard", ["Ann", "bob"], ["Ann"], ["bob"], null, null],
    ["anybody can complete it", "async", ["Ann", "bob", "Cy"], ["bob"], [], ["Ann", "Cy"], null],
    ["one of them said no", "standard", ["Ann", "bob", "Cy"], ["bob"], ["Ann"], ["Cy"], null],
    ["the person who could complete it is away", "standard", ["Ann"], ["Ann"], [], null, null],
    ["only somebody who is away likes it", "standard", ["Ann", "bob"], ["Cy"], [], null, null],
    ["unanimous, one to go", "unanimous", ["Ann", "bob"], ["Ann"], [], ["bob"], null],
    ["unanimous, two to go", "unanimous", ["Ann", "bob", "Cy"], ["Ann"], [], null, null],
    ["unanimous, stopped by one", "unanimous", ["Ann", "bob"], ["Ann"], ["bob"], null, "bob"],
    [
      "unanimous, stopped by one here and one away",
      "unanimous",
      ["Ann", "bob"],
      ["Ann"],
      ["Cy", "bob"],
      null,
      "bob",
    ],
    ["a unanimous room of one person", "unanimous", ["Ann"], [], ["Ann"], null, null],
    ["a solo room", "solo", ["Ann", "bob"], ["Ann"], [], null, null],
    ["nobody likes it", "standard", ["Ann", "bob"], [], ["bob"], null, null],
  ])("%s", (_name, roomType, here, likers, refusers, waitingFor, stoppedBy) => {
    const matchedAtMs = roomType === "solo" ? 1 : null;
    const film = shortlistFilm({ likers, refusers, matchedAtMs });
    const company: Company = { roomType, here: new Set(here) };
    expect(nearlyAgreed([film], company)).toEqual(waitingFor ? [{ film, waitingFor }] : []);
    expect(stoppedFilms([film], company)).toEqual(stoppedBy ? [{ film, stoppedBy }] : []);
  });

  it("has the newest like first", () => {
    const films = [
      shortlistFilm({ mediaId: "old", likers: ["Ann"], likedAtMs: 1 }),
      shortlistFilm({ mediaId: "new", likers: ["Ann"], likedAtMs: 2 }),
    ];
    const found = nearlyAgreed(films, { roomType: "standard", here: new Set(["Ann", "bob"]) });
    expect(found.map(({ film }) => film.mediaId)).toEqual(["new", "old"]);
  });
});

describe("in every room", () => {
  const LATER = 1_000;
  const isMatch = (room: RatedRoom, mediaId: string) =>
    matchesOf(documentOf(room)).some((match) => match.mediaId === mediaId);
  const withLike = (room: RatedRoom, mediaId: string, person: string): RatedRoom => ({
    ...room,
    ratings: [
      ...room.ratings.filter(([film, name]) => film !== mediaId || name !== person),
      [mediaId, person, "like", LATER],
    ],
  });

  it("the like of anybody it waits for is a match, and no other film is one like short", () => {
    fc.assert(
      fc.property(ratedRoom, (room) => {
        const people = peopleOf(room);
        const company: Company = { roomType: room.roomType, here: new Set(people) };
        const films = filmsOf(room);
        const nearly = new Map(
          nearlyAgreed(films, company).map(({ film, waitingFor }) => [film.mediaId, waitingFor]),
        );
        for (const { mediaId, likers, refusers, matchedAtMs } of films) {
          const completing = people.filter(
            (name) =>
              matchedAtMs === null &&
              ![...likers, ...refusers].includes(name) &&
              isMatch(withLike(room, mediaId, name), mediaId),
          );
          expect((nearly.get(mediaId) ?? []).toSorted()).toEqual(completing.toSorted());
        }
      }),
    );
  });

  it("a film is stopped by the one person whose change of mind makes it a match", () => {
    fc.assert(
      fc.property(ratedRoom, (room) => {
        const unanimous = { ...room, roomType: "unanimous" };
        const people = peopleOf(unanimous);
        const company: Company = { roomType: "unanimous", here: new Set(people) };
        const films = filmsOf(unanimous);
        const stopped = new Map(
          stoppedFilms(films, company).map(({ film, stoppedBy }) => [film.mediaId, stoppedBy]),
        );
        for (const { mediaId, refusers, matchedAtMs } of films) {
          const completing = refusers.find(
            (name) => matchedAtMs === null && isMatch(withLike(unanimous, mediaId, name), mediaId),
          );
          expect(stopped.get(mediaId)).toBe(completing);
        }
      }),
    );
  });
});
