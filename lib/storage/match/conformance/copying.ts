import { describe, expect, it } from "vitest";
import type { ScannedTrash, TakenBackRating } from "@/lib/match/copied-room";
import {
  eachWith,
  FILM,
  gone,
  LATER_ROOM,
  NEW_ROOM,
  type OpenStorage,
  RATED_ROOM,
  refusalOf,
} from "./sample-rooms";

const NAME = NEW_ROOM.roomName;
const TAKEN_BACK: TakenBackRating[] = [[FILM, "Ann", 1_790_000_000_001]];
const UNSUPPORTED = { name: "StorageError", code: "invalid_request" };

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The calls that lib/transfer needs in addition to those of a game server. */
export function testCopying(open: OpenStorage): void {
  describe("copying", () => {
    const storage = eachWith(open);
    const names = async () => (await all(storage().scanRooms())).map(({ room }) => room.roomName);

    it("scans every open room and nothing else, and counts them approximately", async () => {
      for (const roomName of ["one", "two", "three"]) {
        await storage().saveRoom({ ...RATED_ROOM, roomName });
      }
      await storage().deleteRoom("two");
      expect((await names()).toSorted()).toEqual(["one", "three"]);
      const count = await storage().countRooms();
      if (count !== null) expect([2, 3]).toContain(count);
      const [one] = await all(storage().scanRooms());
      expect(one?.room.ratings).toEqual(RATED_ROOM.ratings);
    });

    it("scans the trash with reason and time", async () => {
      await storage().saveRoom(RATED_ROOM);
      await storage().saveRoom(LATER_ROOM);
      const trash = await all(storage().scanTrash());
      expect(trash.map(({ room, reason }) => [room, reason])).toEqual([[RATED_ROOM, "replaced"]]);
      expect(Date.parse(trash[0]?.trashedAt ?? "")).toBeGreaterThan(0);
    });

    it("previews what a save would find", async () => {
      const preview = () => storage().previewSave(NAME, RATED_ROOM.createdAt);
      expect(await preview()).toEqual({ kind: "absent" });
      await storage().saveRoom(RATED_ROOM);
      expect(await preview()).toEqual({ kind: "open", room: RATED_ROOM, isLocked: false });
      await storage().deleteRoom(NAME);
      expect(await preview()).toMatchObject({ kind: "gone", reason: "deleted" });
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      expect(await preview()).toMatchObject({ kind: "gone", reason: "purged" });
    });

    it("imports ratings that were taken back, so that late saves do not restore them, or refuses", async () => {
      await storage().saveRoom(RATED_ROOM);
      const importing = storage().importTakenBack(NAME, RATED_ROOM.createdAt, TAKEN_BACK);
      if (!storage().canImport.takenBack) {
        expect(await refusalOf(importing)).toEqual(UNSUPPORTED);
        return;
      }
      await importing;
      await storage().saveRoom(RATED_ROOM);
      const ratings = (await storage().getRoom(NAME))?.ratings;
      expect(ratings?.[FILM]).toEqual([["bob", "dislike", 1_790_000_000_003]]);
      const [scanned] = await all(storage().scanRooms());
      expect(scanned?.takenBack).toEqual(TAKEN_BACK);
    });

    it("imports a trashed room unchanged into the trash, once, or refuses", async () => {
      const trashedAt = new Date(Date.now() - 60_000).toISOString();
      const entry: ScannedTrash = {
        room: RATED_ROOM,
        reason: "expired",
        trashedAt,
        takenBack: [["plex://movie/other", "Ann", 1_790_000_000_009]],
      };
      if (!storage().canImport.trash) {
        expect(await refusalOf(storage().importTrash(entry))).toEqual(UNSUPPORTED);
        return;
      }
      expect(await storage().importTrash(entry)).toBe(true);
      expect(await storage().importTrash(entry)).toBe(false);
      expect(await all(storage().scanTrash())).toEqual([entry]);
      expect(await names()).toEqual([]);
      expect(await refusalOf(storage().saveRoom(RATED_ROOM))).toEqual(gone("expired"));
      await storage().restoreRoom(NAME, RATED_ROOM.createdAt);
      expect(await storage().getRoom(NAME)).toEqual(RATED_ROOM);
      expect(await refusalOf(storage().importTrash(entry))).toMatchObject({ code: "name_taken" });
    });

    it("does not import a purged room into the trash", async () => {
      if (!storage().canImport.trash) return;
      await storage().saveRoom(RATED_ROOM);
      await storage().deleteRoom(NAME);
      await storage().purgeRoom(NAME, RATED_ROOM.createdAt);
      const trashedAt = new Date(Date.now() - 60_000).toISOString();
      const entry = { room: RATED_ROOM, reason: "deleted" as const, trashedAt };
      expect(await refusalOf(storage().importTrash(entry))).toEqual(gone("purged"));
    });
  });
}
