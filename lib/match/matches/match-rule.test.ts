import { describe, expect, it } from "vitest";
import { expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { matchesOf } from "./match-rule";

const stored = new Map(recordedRooms().map((room) => [room.roomName, room]));

describe("matches of the recorded rooms", () => {
  it("has all thirty", () => expect(expectedRooms()).toHaveLength(30));

  it.each(expectedRooms().map((room) => [room.roomName, room] as const))("%s", (name, expected) => {
    const room = stored.get(name);
    const matches = matchesOf(room ?? {});
    expect(room?.roomType).toBe(expected.roomType);
    expect(matches).toHaveLength(expected.matchCount);
    const whoAgreed = (mediaId: string, users: string[]) => `${mediaId} ${users.join(",")}`;
    const solo = expected.roomType === "solo";
    expect(
      matches
        .map(({ mediaId, userName, likedBy }) =>
          whoAgreed(mediaId, userName === null ? likedBy : [userName]),
        )
        .sort(),
    ).toEqual(expected.matches.map(({ mediaId, users }) => whoAgreed(mediaId, users)).sort());
    expect(matches.every((match) => (match.userName !== null) === solo)).toBe(true);

    for (const { mediaId, firstMatchedAt, firstMatchedAtIsUpperBound } of expected.matches) {
      if (firstMatchedAt === undefined) continue;
      const at = matches.find((match) => match.mediaId === mediaId)?.matchedAtMs ?? 0;
      if (!firstMatchedAtIsUpperBound) expect(at).toBe(firstMatchedAt);
      else {
        expect(at).toBeLessThanOrEqual(firstMatchedAt);
        expect(at).toBeGreaterThan(firstMatchedAt - 1_000);
      }
    }
    expect(matches[0]?.matchedAtMs ?? null).toBe(expected.firstMatchAt);
    for (const [user, at] of Object.entries(expected.firstMatchAtByUser ?? {})) {
      expect(matches.find((match) => match.userName === user)?.matchedAtMs).toBe(at);
    }
  });
});

describe("the rule by type", () => {
  const ratings = {
    a: [["Ann", "like", 10] as const, ["bob", "like", 30] as const, ["Cy", "like", 20] as const],
    b: [["Ann", "like", 40] as const],
    c: [["bob", "dislike", 50] as const],
  } as never;

  it.each([
    ["standard", [["a", null, 20]]],
    ["async", [["a", null, 20]]],
    ["marathon", [["a", null, 20]]],
    [undefined, [["a", null, 20]]],
    ["unanimous", [["a", null, 30]]],
    [
      "solo",
      [
        ["a", "Ann", 10],
        ["a", "Cy", 20],
        ["a", "bob", 30],
        ["b", "Ann", 40],
      ],
    ],
  ])("%s", (roomType, expected) => {
    const matches = matchesOf({ roomType, ratings });
    expect(matches.map((match) => [match.mediaId, match.userName, match.matchedAtMs])).toEqual(
      expected,
    );
  });

  it("makes matches for a single person in a unanimous room, but not in a standard room", () => {
    const alone = { a: [["Ann", "like", 10]] } as never;
    expect(matchesOf({ roomType: "unanimous", ratings: alone })).toHaveLength(1);
    expect(matchesOf({ roomType: "standard", ratings: alone })).toHaveLength(0);
  });

  it("counts a person who only dislikes among everyone", () => {
    const split = { a: [["Ann", "like", 1]], b: [["bob", "dislike", 2]] } as never;
    expect(matchesOf({ roomType: "unanimous", ratings: split })).toHaveLength(0);
  });

  it("counts a person listed twice once", () => {
    const twice = {
      a: [
        ["Ann", "like", 1],
        ["Ann", "like", 2],
      ],
    } as never;
    expect(matchesOf({ roomType: "standard", ratings: twice })).toHaveLength(0);
  });
});
