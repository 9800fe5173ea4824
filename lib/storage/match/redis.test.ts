import { randomUUID } from "node:crypto";
import { createClient } from "redis";
import { afterAll, describe, expect, inject, it } from "vitest";
import { startRedis } from "@/lib/testing/start-redis";
import { testMatchStorage } from "./conformance";
import { NEW_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createRedisMatchStorage } from "./redis";

const url = inject("redisUrl");
const newPrefix = () => `test:${randomUUID()}:`;

testMatchStorage("redis", async () => createRedisMatchStorage({ url, prefix: newPrefix() }));

describe("many processes at one room", () => {
  it("lose nothing and get no refusal: 64 separate clients", async () => {
    const prefix = newPrefix();
    const clients = Array.from({ length: 64 }, () => createRedisMatchStorage({ url, prefix }));
    await Promise.all(
      clients.map((storage, index) =>
        storage.saveRoom({ ...NEW_ROOM, ratings: { film: [[`p${index}`, "like", index + 1]] } }),
      ),
    );
    const room = await clients[0]?.getRoom(NEW_ROOM.roomName);
    expect(room?.ratings?.film).toHaveLength(64);
    await Promise.all(clients.map((storage) => storage.close()));
  });

  it("see a deleted room as deleted, even with concurrent saves", async () => {
    const prefix = newPrefix();
    const [one, two] = [1, 2].map(() => createRedisMatchStorage({ url, prefix }));
    for (let race = 0; race < 100; race += 1) {
      const room = { ...NEW_ROOM, roomName: `race ${race}` };
      await one?.saveRoom(room);
      // Each save has its own rating, because a save that changes nothing is not written.
      const saves = Promise.all(
        [1, 2, 3].map((at) =>
          two?.saveRoom({ ...room, ratings: { film: [[`p${at}`, "like", at]] } }).catch(() => {}),
        ),
      );
      await one?.deleteRoom(room.roomName);
      await saves;
      expect(await two?.hasRoom(room.roomName)).toBe(false);
    }
    await Promise.all([one?.close(), two?.close()]);
  });
});

it("separates storages in one Redis by their prefix, and lists names from an index instead of scanning all keys", async () => {
  const [mine, other] = [newPrefix(), newPrefix()].map((prefix) =>
    createRedisMatchStorage({ url, prefix }),
  );
  await mine?.saveRoom(NEW_ROOM);
  expect(await other?.listRooms()).toEqual([]);
  expect(await mine?.listRooms()).toHaveLength(1);
  await Promise.all([mine?.close(), other?.close()]);
});

it("reports a value that is not a room as corrupt, and does not overwrite it", async () => {
  const prefix = newPrefix();
  const told: string[] = [];
  const onCorrupt = ({ message }: Error) => told.push(message);
  const storage = createRedisMatchStorage({ url, prefix, onCorrupt });
  const client = createClient({ url });
  await client.connect();
  await storage.saveRoom({ ...NEW_ROOM, roomName: "fine" });
  await storage.saveRoom(NEW_ROOM);
  const key = `${prefix}room:${NEW_ROOM.roomName}`;
  await client.hSet(key, { version: "3", slot: '{"open":{"roomName":7}}' });
  const corrupt = { name: "StorageError", code: "corrupt" };
  expect(await refusalOf(storage.getRoom(NEW_ROOM.roomName))).toEqual(corrupt);
  expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual(corrupt);
  expect(await client.hGet(key, "version")).toBe("3");
  expect((await storage.listRooms()).map(({ roomName }) => roomName)).toEqual(["fine"]);
  expect(told).toHaveLength(1);
  await Promise.all([storage.close(), client.close()]);
});

describe("a Redis that fails", () => {
  it("that hangs is unavailable after a limited time, and is used again when it answers", async () => {
    const redis = await startRedis();
    const storage = createRedisMatchStorage({ url: redis.url });
    await storage.saveRoom(NEW_ROOM);
    redis.hang();
    const unavailable = { name: "StorageError", code: "unavailable" };
    expect(await refusalOf(storage.getRoom(NEW_ROOM.roomName))).toEqual(unavailable);
    redis.goOn();
    await expect.poll(() => refusalOf(storage.hasRoom("x"))).toBe("accepted");
    await storage.close();
    await redis.remove();
  });

  it("that stops is unavailable after a limited time, and is used again after a restart, with all acknowledged data", async () => {
    const redis = await startRedis();
    const storage = createRedisMatchStorage({ url: redis.url });
    await storage.saveRoom(NEW_ROOM);
    await redis.stop();
    const unavailable = { name: "StorageError", code: "unavailable" };
    expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual(unavailable);
    expect(await refusalOf(storage.getRoom(NEW_ROOM.roomName))).toEqual(unavailable);
    await redis.start();
    await expect.poll(() => refusalOf(storage.hasRoom("x"))).toBe("accepted");
    expect(await storage.getRoom(NEW_ROOM.roomName)).toMatchObject({
      roomName: NEW_ROOM.roomName,
    });
    await storage.close();
    await redis.remove();
  });

  const nowhere = createRedisMatchStorage({ url: "redis://127.0.0.1:1" });
  afterAll(() => nowhere.close());
  it("that never existed is unavailable", async () => {
    expect(await refusalOf(nowhere.listRooms())).toEqual({
      name: "StorageError",
      code: "unavailable",
    });
  });
});
