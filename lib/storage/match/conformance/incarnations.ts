import { describe, expect, it } from "vitest";
import {
  eachWith,
  gone,
  LATER_ROOM,
  NEW_ROOM,
  type OpenStorage,
  RATED_ROOM,
  refusalOf,
} from "./sample-rooms";

const NAME = NEW_ROOM.roomName;

/** A stale save never restores a deleted room, and a new room of the same name starts empty. */
export function testIncarnations(open: OpenStorage): void {
  describe("incarnations", () => {
    const storage = eachWith(open);

    it("a save with a later createdAt starts a new room and moves the former one to the trash", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom(LATER_ROOM);
      expect(await storage().getRoom(NAME)).toEqual(LATER_ROOM);
      const trash = await storage().listTrash();
      expect(trash.map(({ room, reason }) => ({ room, reason }))).toEqual([
        { room: RATED_ROOM, reason: "replaced" },
      ]);
      expect(Date.parse(trash[0]?.trashedAt ?? "")).not.toBeNaN();
    });

    it("treats two spellings of one time as one incarnation", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom({ ...RATED_ROOM, createdAt: "2026-09-23T21:13:32.039+02:00" });
      expect(await storage().listTrash()).toEqual([]);
      expect((await storage().getRoom(NAME))?.ratings).toEqual(RATED_ROOM.ratings);
    });

    it("refuses a save of one that was replaced", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom(LATER_ROOM);
      expect(await refusalOf(storage().saveRoom(RATED_ROOM))).toEqual(gone("replaced"));
      expect(await storage().getRoom(NAME)).toEqual(LATER_ROOM);
    });

    it("refuses a save of one that is earlier than any known", async () => {
      await storage().saveRoom(LATER_ROOM);
      expect(await refusalOf(storage().saveRoom(RATED_ROOM))).toEqual(gone("superseded"));
    });

    it("refuses a save of one that was deleted, and again after its purge", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().deleteRoom(NAME);
      expect(await refusalOf(storage().saveRoom(RATED_ROOM))).toEqual(gone("deleted"));
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      expect(await refusalOf(storage().saveRoom(RATED_ROOM))).toEqual(gone("purged"));
      expect(await storage().hasRoom(NAME)).toBe(false);
      await storage().saveRoom(LATER_ROOM);
      expect(await storage().getRoom(NAME)).toEqual(LATER_ROOM);
    });

    it("has no room after races of saves against a deletion", async () => {
      for (let round = 0; round < 10; round += 1) {
        const room = { ...RATED_ROOM, roomName: `race ${round}` };
        await storage().saveRoom(room);
        await Promise.allSettled([
          storage().saveRoom(room),
          storage().saveRoom(room),
          storage().deleteRoom(room.roomName),
          storage().saveRoom(room),
        ]);
        expect(await storage().hasRoom(room.roomName)).toBe(false);
      }
    });

    it("refuses a room that says it was created more than a day ahead", async () => {
      const createdAt = new Date(Date.now() + 25 * 60 * 60 * 1000).toISOString();
      expect(await refusalOf(storage().saveRoom({ ...NEW_ROOM, createdAt }))).toMatchObject({
        name: "StorageError",
        code: "created_in_future",
      });
      expect(await storage().hasRoom(NAME)).toBe(false);
    });
  });
}
