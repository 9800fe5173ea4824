// Stores rooms in memory, in files and, if STORAGE_URL and STORAGE_TOKEN are set, in a Roomkeeper. Every call works in the same way in each.
//
//   curl -fsSO https://rooms.example.org/client/moviematch.mjs
//   curl -fsSO https://rooms.example.org/client/storage-example.mjs
//   node storage-example.mjs
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { createStorage, FileStorage, MemoryStorage, StorageError } from "./moviematch.mjs";

/** A room as MovieMatch saves it. `createdAt` tells it from other rooms that have the same name. */
const room = {
  roomName: "friday movie night",
  password: "popcorn",
  sort: "random",
  createdAt: new Date().toISOString(),
  creatorPlexUserId: "4410937",
  creatorPlexUsername: "Ann",
};
const ALIEN = "plex://movie/alien";
const BRAZIL = "plex://movie/brazil";

async function tryStorage(title, storage) {
  console.log(`\n${title}`);

  await storage.saveRoom(room);
  console.log("saved:", (await storage.listRooms()).map(({ roomName }) => roomName).join());

  // Ratings: [person, rating, milliseconds since 1970] for each film. Saves are merged, so a save of Bob does not remove what Ann rated.
  await storage.saveRoom({ ...room, ratings: { [ALIEN]: [["Ann", "like", 1_790_000_000_000]] } });
  await storage.saveRoom({ ...room, ratings: { [ALIEN]: [["Bob", "like", 1_790_000_001_000]] } });
  await storage.appendRatings(room.roomName, { [BRAZIL]: [["Bob", "dislike", 1_790_000_002_000]] });
  const { ratings } = await storage.getRoom(room.roomName);
  for (const [film, entries] of Object.entries(ratings)) {
    console.log(`${film}:`, entries.map(([person, rating]) => `${person} ${rating}`).join(", "));
  }

  // Progress: how many films each person has rated. The larger number stays.
  await storage.saveRoom({ ...room, userProgress: { Ann: 1, Bob: 2 } });
  await storage.saveRoom({ ...room, userProgress: { Bob: 1 } });
  console.log("progress:", JSON.stringify((await storage.getRoom(room.roomName)).userProgress));

  // Absent is null; every failure is a StorageError with a code.
  console.log("no such room:", await storage.getRoom("nowhere"), await storage.hasRoom("nowhere"));
  await storage.deleteRoom("nowhere");
  await refused("a room without a date", storage.saveRoom({ ...room, createdAt: undefined }));

  // A deleted room is in the trash. A late save does not open it again; restoring it does.
  await storage.deleteRoom(room.roomName);
  await refused("a late save", storage.saveRoom(room));
  await storage.restoreRoom(room.roomName, room.createdAt);
  console.log("restored:", await storage.hasRoom(room.roomName));
  await storage.deleteRoom(room.roomName);
  await storage.purgeRoom(room.roomName, room.createdAt);
  await storage.close();
  await refused("a call after the end", storage.listRooms());
}

async function refused(what, call) {
  const error = await call.then(
    () => new Error("It was not refused."),
    (reason) => reason,
  );
  if (!(error instanceof StorageError)) throw error;
  console.log(`${what}: ${error.code}`);
}

const folder = await mkdtemp(path.join(tmpdir(), "rooms-"));
const { STORAGE_URL: url, STORAGE_TOKEN: token } = process.env;
await tryStorage("In memory", new MemoryStorage());
await tryStorage("In files", new FileStorage({ storagePath: folder }));
if (url && token) await tryStorage("In a Roomkeeper", createStorage({ type: "http", url, token }));
await rm(folder, { recursive: true });
await refused(
  "an unknown type",
  Promise.resolve().then(() => createStorage({ type: "tape" })),
);
