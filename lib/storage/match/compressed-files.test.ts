import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { UNPACK_COMMAND } from "@/components/docs/topics/storage-samples";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOfFiles } from "@/lib/transfer/copy/files-source";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { testMatchStorage } from "./conformance";
import { FILM, NEW_ROOM, RATED_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createFileMatchStorage } from "./file";
import { createMemoryMatchStorage } from "./memory";
import { FileStorage } from "./storage-classes";
import { verifyFolder } from "./verify-folder";

const homes: string[] = [];
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true }))));

async function newFolder(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "roomkeeper-gzip-"));
  homes.push(home);
  return home;
}

testMatchStorage("file, all compressed", async () =>
  createFileMatchStorage({ storagePath: await newFolder(), compressFromBytes: 1 }),
);

const FILE = "movie_night_.json";
const MANY = Object.fromEntries(
  Array.from({ length: 200 }, (_, n) => [
    `film ${n}`,
    [["Ann", "like", n] as [string, string, number]],
  ]),
);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await newFolder();
  file = path.join(folder, FILE);
});
const isGzip = async (of: string) => (await readFile(of))[0] === 0x1f;
const roomFiles = async () => (await readdir(folder)).filter((name) => !name.startsWith("."));

test("a file is compressed from the size on, stays one file, and any setting reads both kinds", async () => {
  const storage = new FileStorage({ storagePath: folder, compressFromBytes: 4_000 });
  await storage.saveRoom(NEW_ROOM);
  await storage.saveRoom({ ...NEW_ROOM, roomName: "small" });
  expect(await isGzip(file)).toBe(false);
  await storage.appendRatings(NEW_ROOM.roomName, MANY);
  expect(await isGzip(file)).toBe(true);
  expect((await roomFiles()).sort()).toEqual([FILE, "small.json"]);
  const plain = new FileStorage({ storagePath: folder });
  expect(Object.keys((await plain.getRoom(NEW_ROOM.roomName))?.ratings ?? {})).toHaveLength(200);
  expect(await plain.listRooms()).toHaveLength(2);
  expect((await verifyFolder(folder)).whole).toBe(2);
  const shown = execFileSync("bash", ["-c", UNPACK_COMMAND], { cwd: folder, encoding: "utf8" });
  expect(JSON.parse(shown)).toMatchObject({ roomName: NEW_ROOM.roomName });
  await plain.saveRoom(RATED_ROOM);
  expect(await isGzip(file)).toBe(false);
  expect((await verifyFolder(folder)).findings).toEqual([]);
});

test("without a setting, nothing is compressed", async () => {
  const storage = new FileStorage({ storagePath: folder });
  await storage.saveRoom(NEW_ROOM);
  await storage.appendRatings(NEW_ROOM.roomName, MANY);
  expect(await isGzip(file)).toBe(false);
});

test("a file that somebody compressed is read, copied, imported and saved to in place", async () => {
  const byHand = path.join(folder, `${FILE}.gz`);
  await writeFile(byHand, gzipSync(JSON.stringify(RATED_ROOM)));
  const storage = createFileMatchStorage({ storagePath: folder });
  expect(await storage.getRoom(RATED_ROOM.roomName)).toEqual(RATED_ROOM);
  const to = createMemoryMatchStorage();
  expect(await copyRooms({ from: sourceOf(storage), to })).toMatchObject({
    created: 1,
    verified: 1,
  });
  const bytes = await readFile(byHand);
  const open = async function* () {
    yield bytes;
  };
  expect(await (await sourceOfFiles([{ name: "one", open }])).count()).toBe(1);
  expect(await verifyFolder(folder)).toMatchObject({ unrecorded: 1, findings: [] });
  await storage.appendRatings(RATED_ROOM.roomName, { [FILM]: [["Zoë", "like", 1]] });
  expect(await roomFiles()).toEqual([`${FILE}.gz`]);
  expect(gunzipSync(await readFile(byHand)).toString()).toContain("Zoë");
  expect(await verifyFolder(folder)).toMatchObject({ whole: 1, findings: [] });
});

describe("a compressed file", () => {
  const corrupt = { name: "StorageError", code: "corrupt" };
  const DAMAGES: [string, () => Promise<unknown>, string, RegExp][] = [
    ["that was cut", () => truncate(file, 60), "half-written", /^It has 60 of/],
    [
      "with other bytes in the middle",
      async () => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(0x55, 30, 90));
      },
      "damaged",
      /damaged gzip/,
    ],
    [
      "that unpacks to too much",
      () => writeFile(file, gzipSync(Buffer.alloc(65 * 1024 * 1024, 0x20))),
      "damaged",
      /unpacks to more than 64 MB/,
    ],
    [
      "of something else",
      () => writeFile(file, gzipSync("[]".padEnd(5_000))),
      "damaged",
      /must be an object/,
    ],
  ];
  test.each(DAMAGES)("%s is corrupt, and verify names it", async (_, damage, kind, message) => {
    const storage = createFileMatchStorage({ storagePath: folder, compressFromBytes: 1 });
    await storage.saveRoom(RATED_ROOM);
    await damage();
    const left = await readFile(file);
    expect(await refusalOf(storage.getRoom(RATED_ROOM.roomName))).toEqual(corrupt);
    expect(await refusalOf(storage.saveRoom(RATED_ROOM))).toEqual(corrupt);
    expect((await readFile(file)).equals(left)).toBe(true);
    const { findings } = await verifyFolder(folder);
    expect(findings).toEqual([
      { kind, file: FILE, message: expect.stringMatching(message) as string },
    ]);
  });

  test("that another program wrote by halves is half written", async () => {
    await writeFile(file, gzipSync(JSON.stringify(RATED_ROOM)).subarray(0, 80));
    expect((await verifyFolder(folder)).findings).toMatchObject([{ kind: "half-written" }]);
  });

  test("with a byte more is read, and verify says that it was changed", async () => {
    const storage = createFileMatchStorage({ storagePath: folder, compressFromBytes: 1 });
    await storage.saveRoom(RATED_ROOM);
    await appendFile(file, gzipSync("\n"));
    expect(await storage.getRoom(RATED_ROOM.roomName)).toEqual(RATED_ROOM);
    expect((await verifyFolder(folder)).findings).toMatchObject([{ kind: "changed" }]);
  });
});
