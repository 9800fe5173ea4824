import { expect, it } from "vitest";
import { testMatchStorage } from "./conformance";
import { NEW_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createMemoryMatchStorage } from "./memory";

testMatchStorage("memory", async () => createMemoryMatchStorage());

it("the next write purges trash older than two weeks, and stale saves are still refused", async () => {
  let now = new Date("2026-11-01T00:00:00Z");
  const storage = createMemoryMatchStorage({ now: () => now });
  await storage.saveRoom(NEW_ROOM);
  await storage.deleteRoom(NEW_ROOM.roomName);
  now = new Date("2026-11-14T23:59:00Z");
  await storage.saveRoom({ ...NEW_ROOM, createdAt: "2026-11-14T00:00:00Z" });
  expect(await storage.listTrash()).toHaveLength(1);
  now = new Date("2026-11-15T00:01:00Z");
  await storage.deleteRoom(NEW_ROOM.roomName);
  expect((await storage.listTrash()).map(({ room }) => room.createdAt)).toEqual([
    "2026-11-14T00:00:00Z",
  ]);
  expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toMatchObject({ reason: "purged" });
});
