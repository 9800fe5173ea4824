import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import {
  FILM,
  NEW_ROOM,
  RATED_ROOM,
  refusalOf,
} from "@/lib/storage/match/conformance/sample-rooms";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshServices } from "@/lib/testing/fresh-services";

let fresh: Awaited<ReturnType<typeof freshServices>>;
/** How much is free on the disk of the database. */
let free: number | null = null;
beforeAll(async () => {
  fresh = await freshServices({ freeBytes: async () => free });
});
afterAll(() => fresh.close());

test("when the disk of the database runs short, saves and ratings are refused; reads, deletions and health go on", async () => {
  const { services, spaceId } = fresh;
  const storage = createPrismaMatchStorage({ services, spaceId });
  const measure = async (bytes: number | null) => {
    free = bytes;
    await services.disk.look();
  };
  await storage.saveRoom(NEW_ROOM);
  await measure(LIMITS.databaseReserveBytes - 1);
  const full = { code: "disk_full" };
  const ratings = { [FILM]: [["Ann", "like", 1]] } as NonNullable<typeof RATED_ROOM.ratings>;
  expect(await refusalOf(storage.saveRoom(RATED_ROOM))).toMatchObject(full);
  expect(await refusalOf(storage.saveRoom({ ...NEW_ROOM, roomName: "new" }))).toMatchObject(full);
  expect(await refusalOf(storage.appendRatings(NEW_ROOM.roomName, ratings))).toMatchObject(full);
  expect(await storage.getRoom(NEW_ROOM.roomName)).toMatchObject({ ratings: {} });
  expect((await services.examination.current()).sentences.disk).toMatch(
    /has 95 MiB left on its disk: make room there/,
  );
  await storage.deleteRoom(NEW_ROOM.roomName);
  expect(await storage.hasRoom(NEW_ROOM.roomName)).toBe(false);

  await measure(LIMITS.databaseReserveBytes);
  await storage.saveRoom({ ...NEW_ROOM, roomName: "new" });
  await measure(null);
  await storage.appendRatings("new", ratings);
  expect(await storage.listRooms()).toHaveLength(1);
});
