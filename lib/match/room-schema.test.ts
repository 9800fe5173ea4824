import { describe, expect, it } from "vitest";
import { RoomkeeperError } from "@/lib/core/errors";
import {
  isRoomName,
  parseKeptRoom,
  parseRatings,
  parseSerializedRoom,
  serializedRoomSchema,
} from "./room-schema";
import { joinDocument, splitRoom } from "./split-room";

const ROOM = {
  roomName: " movie night! ",
  sort: "random",
  createdAt: "2026-09-23T19:13:32.039Z",
  creatorPlexUserId: 4410937,
  creatorPlexUsername: "tomasz",
};

function fieldsOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof RoomkeeperError) return { code: error.code, ...error.details };
    throw error;
  }
  return undefined;
}

describe("a room that can be stored", () => {
  it.each([
    ["only the required fields", {}],
    ["the creator's id as text", { creatorPlexUserId: "plex-1" }],
    ["a time with an offset", { createdAt: "2026-09-23T21:13:32+02:00" }],
    ["odd values of known choices", { sort: "by mood", roomType: "marathon", options: ["Sing"] }],
    ["unknown fields at any depth", { theme: { colours: ["plum", { x: null }] }, n: 1.5 }],
    ["any finite number", { n: [1e22, -0, 0.1, 1e-7, 2 ** 53, 5e-324, 1.7976931348623157e308] }],
    ["an odd rating value", { ratings: { "plex://m/1": [["bob", "meh", 0]] } }],
    ["emoji with joiners", { creatorPlexUsername: "👩‍👩‍👧" }],
    ["a password of spaces", { password: "  " }],
  ])("stores %s unchanged", (_name, fields) => {
    const room = { ...ROOM, ...fields };
    expect(parseSerializedRoom(structuredClone(room))).toEqual(room);
  });

  it("can be read although it was stored before times had a maximum", () => {
    const room = { ...ROOM, ratings: { m: [["Ann", "like", Number.MAX_SAFE_INTEGER]] } };
    expect(parseKeptRoom(structuredClone(room))).toEqual(room);
    expect(() => parseKeptRoom({ ...room, sort: 7 })).toThrow("/sort must be a string");
  });

  it("removes `_metadata`", () => {
    const parsed = parseSerializedRoom({ ...ROOM, _metadata: { version: 3 } });
    expect(Object.keys(parsed)).not.toContain("_metadata");
  });

  it("keeps keys named __proto__ as data and pollutes nothing", () => {
    const body = `{"roomName":"p","sort":"s","createdAt":"2026-09-23T19:13:32.039Z",
      "creatorPlexUserId":1,"creatorPlexUsername":"c","__proto__":{"admin":true},
      "ratings":{"__proto__":[["__proto__","like",5]]},"userProgress":{"__proto__":1}}`;
    const room = parseSerializedRoom(JSON.parse(body));
    const again = joinDocument(splitRoom(room));
    expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(body));
    expect(JSON.stringify(again)).toContain('"__proto__":{"admin":true}');
    expect(JSON.stringify(again)).toContain('"ratings":{"__proto__":[["__proto__","like",5]]}');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(Object.getPrototypeOf(again)).toBe(Object.prototype);
  });
});

describe("a room that cannot be stored", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ["no name", { roomName: undefined }, "/roomName", "is missing"],
    ["an empty name", { roomName: "" }, "/roomName", "must not be empty"],
    [
      "too long a name",
      { roomName: "x".repeat(513) },
      "/roomName",
      "must be at most 512 characters",
    ],
    ["a name that is not text", { roomName: 7 }, "/roomName", "must be a string"],
    ["no sort", { sort: undefined }, "/sort", "is missing"],
    ["no time", { createdAt: undefined }, "/createdAt", "is missing"],
    [
      "a time that is not ISO 8601",
      { createdAt: "now" },
      "/createdAt",
      "must be an existing ISO 8601 time with a zone",
    ],
    [
      "a day that does not exist",
      { createdAt: "2026-02-30T00:00:00Z" },
      "/createdAt",
      "must be an existing ISO 8601 time with a zone",
    ],
    [
      "the year 0",
      { createdAt: "0000-02-03T00:00:00Z" },
      "/createdAt",
      "must be a time in the years 1 to 9999",
    ],
    [
      "an instant of the year 10000",
      { createdAt: "9999-12-31T23:59:59-23:59" },
      "/createdAt",
      "must be a time in the years 1 to 9999",
    ],
    [
      "a rating of the year 10000",
      { ratings: { m: [["Ann", "like", 253_402_300_800_000]] } },
      "/ratings/m/0/2",
      "must be a time before the year 10000, in milliseconds",
    ],
    ["no creator id", { creatorPlexUserId: undefined }, "/creatorPlexUserId", "is missing"],
    [
      "a creator id beyond 2^53",
      { creatorPlexUserId: 2 ** 53 },
      "/creatorPlexUserId",
      "must be at most 9007199254740991",
    ],
    [
      "a fractional creator id",
      { creatorPlexUserId: 1.5 },
      "/creatorPlexUserId",
      "must be an integer from -(2^53-1) to 2^53-1 or a text of 1 to 256 characters",
    ],
    ["no creator name", { creatorPlexUsername: undefined }, "/creatorPlexUsername", "is missing"],
    ["a password that is not text", { password: null }, "/password", "must be a string"],
    [
      "NUL in a text",
      { sort: "a\0b" },
      "/sort",
      "contains a NUL character or an unpaired surrogate",
    ],
    [
      "a lone surrogate in a nested value",
      { a: { "b/c": ["\ud800"] } },
      "/a/b~1c/0",
      "contains a NUL character or an unpaired surrogate",
    ],
    [
      "NUL in a key",
      { a: { "x\0": 1 } },
      "/a/x\ufffd",
      "has a name that contains a NUL character or an unpaired surrogate",
    ],
    [
      "a number in an unknown field that is not finite",
      { a: [Number.POSITIVE_INFINITY] },
      "/a/0",
      "must be finite, and an integer beyond 2^53 must fit a 64-bit floating-point number exactly",
    ],
    ["ratings that are a list", { ratings: [] }, "/ratings", "must be an object"],
    [
      "a rating that is not a list",
      { ratings: { m: ["bob"] } },
      "/ratings/m/0",
      "must be [user name, value, milliseconds]",
    ],
    [
      "a rating without a time",
      { ratings: { m: [["bob", "like"]] } },
      "/ratings/m/0",
      "must be [user name, value, milliseconds]",
    ],
    [
      "a rating before 1970",
      { ratings: { m: [["bob", "like", -1]] } },
      "/ratings/m/0/2",
      "must be at least 0",
    ],
    [
      "a rating at a fraction",
      { ratings: { m: [["bob", "like", 0.5]] } },
      "/ratings/m/0/2",
      "must be an integer",
    ],
    [
      "a rating with no value",
      { ratings: { m: [["bob", null, 1]] } },
      "/ratings/m/0/1",
      "must be a string",
    ],
    [
      "progress below zero",
      { userProgress: { bob: -1 } },
      "/userProgress/bob",
      "must be at least 0",
    ],
    ["progress as text", { userProgress: { bob: "3" } }, "/userProgress/bob", "must be a number"],
    ["filters that are not a list", { filters: {} }, "/filters", "must be an array"],
  ])("refuses %s", (_name, fields, pointer, message) => {
    const given = Object.entries({ ...ROOM, ...fields }).filter(([, value]) => value !== undefined);
    const problem = fieldsOf(() => parseSerializedRoom(Object.fromEntries(given)));
    expect(problem?.code).toBe("invalid_document");
    const there = problem?.fields?.filter((field) => field.pointer === pointer);
    expect(there).toEqual([{ pointer, message }]);
  });

  it.each([
    ["a list", []],
    ["nothing", null],
    ["a word", "room"],
    ["a number", 4],
  ])("refuses %s", (_name, body) => {
    expect(fieldsOf(() => parseSerializedRoom(body))?.code).toBe("invalid_document");
  });

  it("looks behind keys named __proto__", () => {
    const body = JSON.parse(`{"__proto__":[["bob","like",-5]]}`);
    expect(fieldsOf(() => parseRatings(body))?.fields).toEqual([
      { pointer: "/ratings/__proto__/0/2", message: "must be at least 0" },
    ]);
  });

  it("refuses too deep nesting without a stack overflow", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 5_000; i += 1) deep = [deep];
    const problem = fieldsOf(() => parseSerializedRoom({ ...ROOM, deep }));
    expect(problem?.fields?.[0]?.message).toBe("is nested too deep");
  });

  it("names every missing field in the message", () => {
    expect(() => parseSerializedRoom({})).toThrow(
      "/roomName is missing, /sort is missing, /createdAt is missing, " +
        "/creatorPlexUserId is missing, /creatorPlexUsername is missing",
    );
  });

  it("names the first problems in their order", () => {
    expect(() => parseSerializedRoom({ roomName: "A", sort: 5 })).toThrow(
      "This room cannot be stored: /sort must be a string, /createdAt is missing, " +
        "/creatorPlexUserId is missing, /creatorPlexUsername is missing.",
    );
  });
});

describe("names", () => {
  it.each([
    ["x", true],
    [" ", true],
    ["..", true],
    ["", false],
    ["a\0", false],
    ["\udc00", false],
    ["y".repeat(513), false],
  ])("%j: %s", (name, expected) => expect(isRoomName(name)).toBe(expected));
});

it("has a schema that can be converted for the description of the API", () => {
  expect(serializedRoomSchema.safeParse(ROOM).success).toBe(true);
});
