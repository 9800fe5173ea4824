import { describe, expect, it } from "vitest";
import {
  eachWith,
  LATER_ROOM,
  NEW_ROOM,
  type OpenStorage,
  RATED_ROOM,
  refusalOf,
} from "./sample-rooms";

const NAME = NEW_ROOM.roomName;

export function testTrash(open: OpenStorage): void {
  describe("trash", () => {
    const storage = eachWith(open);

    it("restores a room completely, and then accepts its saves again", async () => {
      await storage().saveRoom({ ...RATED_ROOM, password: "popcorn" });
      await storage().deleteRoom(NAME);
      await storage().restoreRoom(NAME, RATED_ROOM.createdAt);
      expect(await storage().getRoom(NAME)).toEqual({ ...RATED_ROOM, password: "popcorn" });
      expect(await storage().listTrash()).toEqual([]);
      await storage().saveRoom({ ...RATED_ROOM, password: "popcorn", userProgress: { Ann: 9 } });
      expect((await storage().getRoom(NAME))?.userProgress).toEqual({ Ann: 9, bob: 1 });
    });

    it("lists the newest first", async () => {
      for (const roomName of ["one", "two", "three"]) {
        await storage().saveRoom({ ...NEW_ROOM, roomName });
        await storage().deleteRoom(roomName);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect((await storage().listTrash()).map(({ room }) => room.roomName)).toEqual([
        "three",
        "two",
        "one",
      ]);
    });

    it("does not restore a room if another room of its name is open", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom(LATER_ROOM);
      expect(await refusalOf(storage().restoreRoom(NAME, RATED_ROOM.createdAt))).toEqual({
        name: "StorageError",
        code: "name_taken",
      });
      expect(await storage().getRoom(NAME)).toEqual(LATER_ROOM);
    });

    it("cannot restore a room that is not in the trash", async () => {
      const refusal = { name: "StorageError", code: "not_found" };
      expect(await refusalOf(storage().restoreRoom(NAME, RATED_ROOM.createdAt))).toEqual(refusal);
      await storage().saveRoom(RATED_ROOM);
      await storage().deleteRoom(NAME);
      expect(await refusalOf(storage().restoreRoom(NAME, LATER_ROOM.createdAt))).toEqual(refusal);
    });

    it("purges a trashed room, never an open one, and can be repeated", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      expect(await storage().getRoom(NAME)).toEqual(RATED_ROOM);
      await storage().deleteRoom(NAME);
      await storage().purgeRoom(NAME, LATER_ROOM.createdAt);
      expect(await storage().listTrash()).toHaveLength(1);
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      expect(await storage().listTrash()).toEqual([]);
    });
  });
}
