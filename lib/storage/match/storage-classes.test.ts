import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { testMatchStorage } from "./conformance";
import { NEW_ROOM } from "./conformance/sample-rooms";
import * as exported from "./create-storage";
import { FileStorage, MemoryStorage } from "./storage-classes";

testMatchStorage("class MemoryStorage", async () => new MemoryStorage());

test("a MemoryStorage knows how many rooms are open, and can be cleared", async () => {
  const storage = new MemoryStorage();
  await storage.saveRoom(NEW_ROOM);
  await storage.saveRoom({ ...NEW_ROOM, roomName: "second" });
  await storage.deleteRoom("second");
  expect(storage.size()).toBe(1);
  storage.clear();
  expect([storage.size(), await storage.listRooms(), await storage.listTrash()]).toEqual([
    0,
    [],
    [],
  ]);
  await storage.saveRoom(NEW_ROOM);
  expect(await storage.hasRoom(NEW_ROOM.roomName)).toBe(true);
});

test("a FileStorage stores rooms in the folder that it names", async () => {
  expect(new FileStorage().getStoragePath()).toBe("./data/rooms");
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-class-"));
  const storage = new FileStorage({ storagePath: path.join(folder, "rooms") });
  expect(await readdir(folder)).toEqual([]);
  await storage.saveRoom(NEW_ROOM);
  expect(
    (await readdir(storage.getStoragePath())).filter((name) => name.endsWith(".json")),
  ).toHaveLength(1);
  expect(await new FileStorage({ storagePath: storage.getStoragePath() }).listRooms()).toEqual([
    NEW_ROOM,
  ]);
  await rm(folder, { recursive: true });
});

test("a call works without its object, as a game server may pass it on", async () => {
  const { saveRoom, getRoom } = new MemoryStorage();
  await saveRoom(NEW_ROOM);
  expect(await getRoom(NEW_ROOM.roomName)).toEqual(NEW_ROOM);
});

test("createStorage makes instances of the classes, and what MovieMatch's storage index exports is all there", () => {
  expect(exported.createStorage({ type: "memory" })).toBeInstanceOf(MemoryStorage);
  expect(exported.createStorage({ type: "file" })).toBeInstanceOf(FileStorage);
  expect(Object.keys(exported).sort()).toEqual(
    [
      "FileStorage",
      "MemoryStorage",
      "StorageError",
      "createStorage",
      "createStorageFromEnv",
    ].sort(),
  );
  // Types are compared when this file is compiled.
  const type: exported.StorageType = "memory";
  const options: exported.CreateStorageOptions = { type, storagePath: "./data/rooms" };
  const storage: exported.Storage = exported.createStorage(options);
  const room: exported.SerializedRoom = NEW_ROOM;
  expect([storage, room]).toBeDefined();
});
