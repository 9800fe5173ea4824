import { describe, expect, it } from "vitest";
import { FILM, NEW_ROOM, type OpenStorage, RATED_ROOM, refusalOf } from "./sample-rooms";

export function testClosing(open: OpenStorage): void {
  describe("a closed storage", () => {
    it("refuses every call with the code unavailable, and can be closed twice", async () => {
      const storage = await open();
      await storage.close();
      await storage.close();
      const key = { mediaId: FILM, userName: "Ann" };
      const calls = [
        storage.saveRoom(RATED_ROOM),
        storage.getRoom("x"),
        storage.deleteRoom("x"),
        storage.listRooms(),
        storage.hasRoom("x"),
        storage.appendRatings("x", {}),
        storage.takeBackRating("x", key),
        storage.listTrash(),
        storage.restoreRoom("x", NEW_ROOM.createdAt),
        storage.purgeRoom("x", NEW_ROOM.createdAt),
      ];
      for (const refusal of await Promise.all(calls.map(refusalOf))) {
        expect(refusal).toEqual({ name: "StorageError", code: "unavailable" });
      }
    });

    it("finishes calls that are in progress", async () => {
      const storage = await open();
      const saves = Array.from({ length: 8 }, () => storage.saveRoom(RATED_ROOM));
      await storage.close();
      expect(await Promise.all(saves.map(refusalOf))).toEqual(Array(8).fill("accepted"));
    });
  });
}
