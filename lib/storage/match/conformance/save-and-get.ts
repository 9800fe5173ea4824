import { describe, expect, it } from "vitest";
import { eachWith, LATER_ROOM, NEW_ROOM, type OpenStorage, RATED_ROOM } from "./sample-rooms";

/** Save, get, has, delete, list: the five calls of MovieMatch. */
export function testSaveAndGet(open: OpenStorage): void {
  describe("save and get", () => {
    const storage = eachWith(open);

    it("returns what was saved", async () => {
      await storage().saveRoom(RATED_ROOM);
      expect(await storage().getRoom("movie night!")).toEqual(RATED_ROOM);
      expect(await storage().hasRoom("movie night!")).toBe(true);
    });

    it("returns any finite number in an unknown field", async () => {
      const numbers = [1e22, 1e21, 2 ** 53, -0, 0, 0.1, 1e-7, 5e-324, 1.7976931348623157e308, -1.5];
      const room = { ...RATED_ROOM, numbers, deep: { below: [{ zero: -0 }] } };
      await storage().saveRoom(room);
      expect(await storage().getRoom("movie night!")).toEqual(room);
      expect(await storage().listRooms()).toEqual([room]);
    });

    it("has no other rooms", async () => {
      expect(await storage().getRoom("movie night!")).toBeNull();
      expect(await storage().hasRoom("movie night!")).toBe(false);
      expect(await storage().listRooms()).toEqual([]);
    });

    it("always returns ratings and progress, even if they were never sent", async () => {
      const { ratings, userProgress, ...least } = NEW_ROOM;
      await storage().saveRoom(least as typeof NEW_ROOM);
      expect(await storage().getRoom("movie night!")).toEqual(NEW_ROOM);
    });

    it("does not add absent options, and treats undefined as absent", async () => {
      await storage().saveRoom({ ...NEW_ROOM, password: undefined, options: undefined });
      expect(Object.keys((await storage().getRoom("movie night!")) ?? {}).sort()).toEqual(
        Object.keys(NEW_ROOM).sort(),
      );
    });

    it("does not change when the caller changes its document before or after the call", async () => {
      const room = structuredClone(RATED_ROOM);
      await storage().saveRoom(room);
      room.filters?.push({ key: "year", operator: ">", value: ["1990"] });
      const read = await storage().getRoom("movie night!");
      read?.filters?.push({ key: "year", operator: ">", value: ["1990"] });
      expect(await storage().getRoom("movie night!")).toEqual(RATED_ROOM);
    });
  });

  describe("delete", () => {
    const storage = eachWith(open);

    it("makes the room absent everywhere, and can be repeated", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().deleteRoom("movie night!");
      await storage().deleteRoom("movie night!");
      expect(await storage().getRoom("movie night!")).toBeNull();
      expect(await storage().hasRoom("movie night!")).toBe(false);
      expect(await storage().listRooms()).toEqual([]);
    });

    it("does nothing when there is no such room", async () => {
      await storage().deleteRoom("nobody was ever here");
      expect(await storage().listTrash()).toEqual([]);
    });
  });

  describe("list", () => {
    const storage = eachWith(open);

    it("contains every open room completely, sorted by name (by code point)", async () => {
      const names = ["Ω", "a", "B", "\u{1f37f}", "\uff5e", "a b"];
      for (const roomName of names) await storage().saveRoom({ ...RATED_ROOM, roomName });
      await storage().saveRoom({ ...LATER_ROOM, roomName: "gone" });
      await storage().deleteRoom("gone");
      expect(await storage().listRooms()).toEqual(
        ["B", "a", "a b", "Ω", "\uff5e", "\u{1f37f}"].map((roomName) => ({
          ...RATED_ROOM,
          roomName,
        })),
      );
    });
  });
}
