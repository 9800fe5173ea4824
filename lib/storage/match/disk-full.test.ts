import fs from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { FILM, NEW_ROOM, RATED_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createFileMatchStorage } from "./file";
import { isFolderWhole, verifyFolder } from "./verify-folder";

const homes: string[] = [];
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true }))));

const { open, statfs } = fs.promises;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-disk-"));
  homes.push(folder);
});
afterEach(() => replace({ open, statfs }));

function replace(calls: object): void {
  Object.assign(fs.promises, calls);
  syncBuiltinESMExports();
}

/** A disk on which so many bytes are free. */
function withFreeBytes(bytes: number): void {
  replace({
    statfs: async (place: string) => ({
      ...(await statfs(place)),
      bsize: 1,
      bavail: bytes,
      blocks: 9,
    }),
  });
}

/** A disk that is full in the middle of the n-th file that is written from now on. */
function fullAt(n: number, code: string): void {
  let files = 0;
  const openFull = async (...given: Parameters<typeof open>): Promise<FileHandle> => {
    const handle = await open(...given);
    if (given[1] !== "wx" || !path.basename(String(given[0])).startsWith("tmp-")) return handle;
    files += 1;
    if (files < n) return handle;
    return Object.assign(handle, {
      writeFile: async (content: Uint8Array | string) => {
        await handle.write(Buffer.from(content as string).subarray(0, 40));
        throw Object.assign(new Error("no space left on device"), { code });
      },
    });
  };
  replace({ open: openFull });
}

const full = { name: "StorageError", code: "disk_full" };
const LATER = {
  ...RATED_ROOM,
  ratings: { [FILM]: [["Zoë", "like", 1] as [string, "like", number]] },
};

test("a disk that runs short refuses a save in one sentence, and what is stored stays", async () => {
  const storage = createFileMatchStorage({ storagePath: folder });
  await storage.saveRoom(RATED_ROOM);
  withFreeBytes(1024 * 1024);
  await expect(storage.saveRoom(LATER)).rejects.toThrow(
    `There is no room left on the disk of ${folder}. Nothing was written; what was stored before is as it was.`,
  );
  expect(await refusalOf(storage.saveRoom({ ...NEW_ROOM, roomName: "new" }))).toEqual(full);
  expect(await storage.listRooms()).toEqual([RATED_ROOM]);
  expect((await verifyFolder(folder)).findings).toEqual([]);
  // A deletion may use the reserve, so that somebody can make room.
  await storage.deleteRoom(RATED_ROOM.roomName);
  await storage.purgeRoom(RATED_ROOM.roomName, RATED_ROOM.createdAt);
  withFreeBytes(2 * 1024 * 1024);
  await storage.saveRoom({ ...NEW_ROOM, roomName: "new" });
});

test.each([
  [1, "ENOSPC"],
  [2, "ENOSPC"],
  [2, "EDQUOT"],
])("a disk that is full in file %i of a save (%s) leaves the old file whole", async (n, code) => {
  const storage = createFileMatchStorage({ storagePath: folder });
  await storage.saveRoom(RATED_ROOM);
  fullAt(n, code);
  expect(await refusalOf(storage.saveRoom(LATER))).toEqual(full);
  expect(await refusalOf(storage.deleteRoom(RATED_ROOM.roomName))).toEqual(full);
  replace({ open });
  expect(await storage.getRoom(RATED_ROOM.roomName)).toEqual(RATED_ROOM);
  expect(isFolderWhole(await verifyFolder(folder, 0))).toBe(true);
  await storage.saveRoom(LATER);
  expect((await storage.getRoom(RATED_ROOM.roomName))?.ratings?.[FILM]).toHaveLength(3);
  expect((await verifyFolder(folder, 0)).findings).toEqual([]);
});
