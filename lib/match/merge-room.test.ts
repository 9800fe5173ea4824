import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CREATED_MS, someRoom } from "@/lib/testing/room-arbitraries";
import {
  type Incarnation,
  incarnationOf,
  joinRatings,
  mergeRoom,
  type Ratings,
  roomOf,
} from "./merge-room";
import type { SerializedRoom } from "./room";

const room = someRoom(fc.constant(CREATED_MS[0] ?? 0));

function joined(incarnation: Incarnation) {
  const { ratings, userProgress } = roomOf(incarnation);
  return { ratings, userProgress };
}

function mergeAll(rooms: SerializedRoom[]): Incarnation {
  const [first, ...rest] = rooms.map(incarnationOf);
  if (!first) throw new Error("a merge needs a room");
  return rest.reduce(mergeRoom, first);
}

describe("the join of ratings and progress", () => {
  it("is commutative", () => {
    fc.assert(
      fc.property(room, room, (a, b) => {
        expect(joined(mergeAll([a, b]))).toEqual(joined(mergeAll([b, a])));
      }),
    );
  });

  it("is associative", () => {
    fc.assert(
      fc.property(room, room, room, (a, b, c) => {
        const leftFirst = mergeRoom(mergeAll([a, b]), incarnationOf(c));
        const rightFirst = mergeRoom(incarnationOf(a), mergeAll([b, c]));
        expect(joined(leftFirst)).toEqual(joined(rightFirst));
      }),
    );
  });

  it("is idempotent, and returns the same object if nothing changed", () => {
    fc.assert(
      fc.property(room, room, (a, b) => {
        const merged = mergeAll([a, b]);
        expect(mergeRoom(merged, incarnationOf(roomOf(merged)))).toBe(merged);
        expect(joined(mergeRoom(merged, incarnationOf(a)))).toEqual(joined(merged));
      }),
    );
  });

  it("has the same result in any order of saves, however often each save arrives", () => {
    const saves = fc.array(room, { minLength: 1, maxLength: 6 });
    const arrivals = saves.chain((rooms) =>
      fc.tuple(
        fc.constant(rooms),
        fc.shuffledSubarray([...rooms, ...rooms], { minLength: rooms.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(arrivals, ([inOrder, shuffled]) => {
        expect(joined(mergeAll(shuffled))).toEqual(joined(mergeAll(inOrder)));
      }),
    );
  });
});

const BASE: SerializedRoom = {
  roomName: "movie night!",
  sort: "random",
  createdAt: "2026-09-23T19:13:32.039Z",
  creatorPlexUserId: 4410937,
  creatorPlexUsername: "tomasz",
};

describe("the other fields", () => {
  const early: SerializedRoom = {
    ...BASE,
    password: "popcorn",
    ratings: { a: [["Ann", "like", 1]] },
    userProgress: { Ann: 1 },
  };
  const late: SerializedRoom = {
    ...early,
    sort: "rating",
    password: undefined,
    ratings: { a: [["Ann", "like", 1]], b: [["bob", "dislike", 2]] },
    userProgress: { Ann: 1, bob: 1 },
  };

  it("are not changed by a late old document, whose ratings still count", () => {
    const old = { ...early, ratings: { ...early.ratings, c: [["Ann", "like", 3]] } } as never;
    const merged = roomOf(mergeAll([late, old]));
    expect(merged.sort).toBe("rating");
    expect(merged).not.toHaveProperty("password");
    expect(merged.ratings).toEqual({
      a: [["Ann", "like", 1]],
      b: [["bob", "dislike", 2]],
      c: [["Ann", "like", 3]],
    });
  });

  it("are not changed by a document that is behind in progress alone", () => {
    const behind = { ...late, sort: "random", userProgress: { Ann: 1 } };
    expect(roomOf(mergeAll([late, behind])).sort).toBe("rating");
  });

  it("are changed by a save of a document that was read and then changed", () => {
    fc.assert(
      fc.property(room, room, (a, b) => {
        const stored = mergeAll([a, b]);
        const changed = { ...roomOf(stored), sort: "by mood", theme: undefined, password: "new" };
        const after = roomOf(mergeRoom(stored, incarnationOf(changed)));
        expect(after).toEqual(changed);
      }),
    );
  });
});

describe("ties", () => {
  const one = (value: string | null, atMs: number) => ({
    mediaId: ["a"],
    userName: ["Ann"],
    value: [value],
    atMs: [atMs],
  });
  const after = (...ratings: [string | null, number][]) => {
    const none: Ratings = new Map();
    return ratings
      .reduce((stored, [value, atMs]) => joinRatings(stored, one(value, atMs)), none)
      .get("a");
  };

  it.each<[string, [string | null, number][], [string | null, number]]>([
    [
      "the newest time wins",
      [
        ["like", 2],
        ["dislike", 1],
      ],
      ["like", 2],
    ],
    [
      "the larger value wins a tie",
      [
        ["like", 1],
        ["dislike", 1],
      ],
      ["like", 1],
    ],
    [
      "the order of arrival does not matter",
      [
        ["dislike", 1],
        ["like", 1],
      ],
      ["like", 1],
    ],
    [
      "values are compared by code point, not by UTF-16 unit",
      [
        ["\u{1f600}", 1],
        ["\uffff", 1],
      ],
      ["\u{1f600}", 1],
    ],
    [
      "a rating taken back wins over a value with the same time",
      [
        ["like", 1],
        [null, 1],
      ],
      [null, 1],
    ],
    [
      "a late save does not restore it",
      [
        [null, 1],
        ["like", 1],
      ],
      [null, 1],
    ],
    [
      "even the largest possible value does not restore it",
      [
        [null, 1],
        ["\u{10ffff}z", 1],
      ],
      [null, 1],
    ],
    [
      "a newer rating replaces it",
      [
        [null, 1],
        ["dislike", 2],
      ],
      ["dislike", 2],
    ],
  ])("%s", (_name, ratings, [value, atMs]) => {
    expect(after(...ratings)).toEqual(new Map([["Ann", { value, atMs }]]));
  });
});
