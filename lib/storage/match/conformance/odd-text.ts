import { describe, expect, it } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import { eachWith, NEW_ROOM, type OpenStorage, RATED_ROOM } from "./sample-rooms";

const NAMES = [
  "movie night!",
  "movie night?",
  "movie_night_",
  "Movie Night!",
  "MOVIE NIGHT!",
  " movie night!",
  "movie night! ",
  "  ",
  ".",
  "..",
  "../../etc/passwd",
  "..\\..\\boot.ini",
  "a/b",
  "a//b",
  "/",
  "%2F",
  "100% horror #1",
  "a+b=c?x=1&y=2",
  "room.json",
  "null",
  "__proto__",
  "constructor",
  "'; drop table room; --",
  "<script>alert(1)</script>",
  "קולנוע בערב",
  "映画の夜",
  "Кино",
  "👨‍👩‍👧‍👦 family",
  "e\u0301",
  "\u00e9",
  "\u0001\u001f\u007f",
  "\u202eevil",
  "\ufeffbom",
  "line\nbreak\ttab",
  "CON",
  "x".repeat(512),
  `${"x".repeat(511)}y`,
  "ж".repeat(300),
];

/** Unusual names, passwords and fields are returned unchanged. */
export function testOddText(open: OpenStorage): void {
  describe("odd names", () => {
    const storage = eachWith(open);

    it("are separate rooms, found by name and in the list", async () => {
      for (const [index, roomName] of NAMES.entries()) {
        await storage().saveRoom({ ...RATED_ROOM, roomName, userProgress: { Ann: index } });
      }
      for (const [index, roomName] of NAMES.entries()) {
        const room = { ...RATED_ROOM, roomName, userProgress: { Ann: index } };
        expect(await storage().getRoom(roomName)).toEqual(room);
        expect(await storage().hasRoom(roomName)).toBe(true);
      }
      const listed = (await storage().listRooms()).map(({ roomName }) => roomName);
      expect(listed.sort()).toEqual([...NAMES].sort());
      for (const roomName of NAMES.slice(0, 7)) await storage().deleteRoom(roomName);
      expect(await storage().listRooms()).toHaveLength(NAMES.length - 7);
      expect((await storage().listTrash()).map(({ room }) => room.roomName).sort()).toEqual(
        NAMES.slice(0, 7).sort(),
      );
    });

    it.each([
      ["empty", ""],
      ["with NUL", "a\0b"],
      ["an unpaired surrogate", "\ud83c"],
      ["too long", "x".repeat(513)],
    ])("%s: belongs to no room", async (_name, roomName) => {
      expect(await storage().getRoom(roomName)).toBeNull();
      expect(await storage().hasRoom(roomName)).toBe(false);
      await storage().deleteRoom(roomName);
      await storage().purgeRoom(roomName, NEW_ROOM.createdAt);
    });
  });

  describe("odd people, films and values", () => {
    const storage = eachWith(open);

    it("are returned unchanged", async () => {
      const room: SerializedRoom = {
        ...NEW_ROOM,
        creatorPlexUserId: "4410937",
        creatorPlexUsername: "lena@example.org",
        ratings: Object.fromEntries([
          ["__proto__", [["__proto__", "like", 1]]],
          ["constructor", [["  ", "meh", 2]]],
          ["a/b?c#d&e", [['O"Brien\\', "", 3]]],
          ["👨‍👩‍👧‍👦", [["Дима", "like", 253_402_300_799_999]]],
        ]),
        userProgress: Object.fromEntries([
          ["__proto__", 7],
          ["👨‍👩‍👧‍👦", Number.MAX_SAFE_INTEGER],
        ]),
      };
      await storage().saveRoom(room);
      const read = await storage().getRoom("movie night!");
      expect(read).toEqual(room);
      expect(Object.keys(read?.ratings ?? {})).toEqual(Object.keys(room.ratings ?? {}));
      expect(Object.keys(read?.userProgress ?? {}).sort()).toEqual(
        Object.keys(room.userProgress ?? {}).sort(),
      );
    });
  });

  describe("unknown fields and odd choices", () => {
    const storage = eachWith(open);

    it("are returned unchanged", async () => {
      const room: SerializedRoom = {
        ...NEW_ROOM,
        sort: "by mood",
        roomType: "marathon",
        sortOrder: "",
        options: ["EndOnFirstMatch", "Sing"],
        ratingFilter: { min: 6.5, max: 9, type: "audience", soft: true } as never,
        contentRatingFilter: { ratings: ["PG-13", "R"] },
        theme: { colours: ["plum", null, 0.1, -0, 1e-9, { deep: [[[[]]]] }], "": false },
        n: Number.MAX_SAFE_INTEGER,
      };
      await storage().saveRoom(room);
      expect(await storage().getRoom("movie night!")).toEqual(room);
      const again = JSON.parse('{"__proto__":{"admin":true}}');
      await storage().saveRoom({ ...room, again });
      const read = await storage().getRoom("movie night!");
      expect(JSON.stringify(read?.again)).toBe('{"__proto__":{"admin":true}}');
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it("do not contain _metadata", async () => {
      await storage().saveRoom({ ...NEW_ROOM, _metadata: { version: 9 } });
      expect(await storage().getRoom("movie night!")).toEqual(NEW_ROOM);
    });
  });

  describe("passwords", () => {
    const storage = eachWith(open);

    it.each([["popcorn"], [""], ["  "], ["pa55 wörd 🍿"], ["\u0001"], ["x".repeat(1_024)]])(
      "%j is returned unchanged",
      async (password) => {
        await storage().saveRoom({ ...NEW_ROOM, password });
        expect(await storage().getRoom("movie night!")).toEqual({ ...NEW_ROOM, password });
      },
    );

    it("are removed by a save that has none", async () => {
      await storage().saveRoom({ ...NEW_ROOM, password: "popcorn" });
      await storage().saveRoom(NEW_ROOM);
      expect(await storage().getRoom("movie night!")).toEqual(NEW_ROOM);
    });
  });
}
