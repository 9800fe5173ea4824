import { describe, expect, it } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import { eachWith, FILM, NEW_ROOM, OLD_FILM, type OpenStorage, RATED_ROOM } from "./sample-rooms";

/** Saves that overlap, arrive late or arrive twice lose nothing and change nothing else. */
export function testOverlap(open: OpenStorage): void {
  describe("overlapping saves", () => {
    const storage = eachWith(open);

    it("keeps every rating of saves that were sent at once", async () => {
      const saves = Array.from(
        { length: 24 },
        (_, index): SerializedRoom => ({
          ...NEW_ROOM,
          ratings: { [FILM]: [[`person ${index}`, "like", 1_790_000_000_000 + index]] },
          userProgress: { [`person ${index}`]: index },
        }),
      );
      await Promise.all(saves.map((room) => storage().saveRoom(room)));
      const room = await storage().getRoom("movie night!");
      expect(room?.ratings?.[FILM]).toHaveLength(24);
      expect(Object.keys(room?.userProgress ?? {})).toHaveLength(24);
    });

    it("creates a room once when its first saves are sent at once", async () => {
      await Promise.all(
        ["movie night!", "movie night?", "movie_night_"].flatMap((roomName) =>
          [1, 2, 3].map((n) =>
            storage().saveRoom({ ...NEW_ROOM, roomName, userProgress: { Ann: n } }),
          ),
        ),
      );
      const rooms = await storage().listRooms();
      expect(rooms.map(({ roomName, userProgress }) => [roomName, userProgress])).toEqual([
        ["movie night!", { Ann: 3 }],
        ["movie night?", { Ann: 3 }],
        ["movie_night_", { Ann: 3 }],
      ]);
      expect(await storage().listTrash()).toEqual([]);
    });

    it("a late old document only adds ratings that are not stored yet", async () => {
      const old: SerializedRoom = {
        ...NEW_ROOM,
        sort: "rating",
        ratings: { [FILM]: [["Cy", "like", 1_789_999_999_999]] },
        userProgress: { Ann: 1 },
      };
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom(old);
      expect(await storage().getRoom("movie night!")).toEqual({
        ...RATED_ROOM,
        ratings: {
          [FILM]: [["Cy", "like", 1_789_999_999_999], ...(RATED_ROOM.ratings?.[FILM] ?? [])],
          [OLD_FILM]: RATED_ROOM.ratings?.[OLD_FILM],
        },
      });
    });

    it("a save of a document that was read and then changed also changes the other fields", async () => {
      await storage().saveRoom({
        ...RATED_ROOM,
        password: "popcorn",
        options: ["EndOnFirstMatch"],
      });
      const { options, ...room } = (await storage().getRoom("movie night!")) ?? NEW_ROOM;
      const changed = { ...room, sort: "rating", password: "salt", theme: { colour: "plum" } };
      await storage().saveRoom(changed as SerializedRoom);
      expect(await storage().getRoom("movie night!")).toEqual(changed);
    });

    it.each<[string, string, number, string, number, string]>([
      ["the newest time wins", "like", 2, "dislike", 1, "like"],
      ["the newest time wins in any order", "dislike", 1, "like", 2, "like"],
      ["the larger value wins a tie", "like", 1, "dislike", 1, "like"],
      ["the order of saves does not matter", "dislike", 1, "like", 1, "like"],
      ["values are compared by code point", "\u{1f600}", 1, "\uffff", 1, "\u{1f600}"],
    ])("%s", async (_name, first, firstAt, second, secondAt, kept) => {
      await storage().saveRoom({ ...NEW_ROOM, ratings: { [FILM]: [["Ann", first, firstAt]] } });
      await storage().saveRoom({ ...NEW_ROOM, ratings: { [FILM]: [["Ann", second, secondAt]] } });
      expect((await storage().getRoom("movie night!"))?.ratings?.[FILM]?.[0]?.[1]).toBe(kept);
    });

    it("merges two ratings of one person in one document", async () => {
      const twice = { [FILM]: [["Ann", "like", 1] as const, ["Ann", "dislike", 2] as const] };
      await storage().saveRoom({ ...NEW_ROOM, ratings: twice as never });
      expect((await storage().getRoom("movie night!"))?.ratings).toEqual({
        [FILM]: [["Ann", "dislike", 2]],
      });
    });
  });
}
