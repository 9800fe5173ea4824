import { spawnSync } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { recordedFiles, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { testMatchStorage } from "./conformance";
import { FILM, gone, NEW_ROOM, RATED_ROOM, refusalOf } from "./conformance/sample-rooms";
import { createFileMatchStorage } from "./file";

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-files-"));
  folders.push(folder);
  return path.join(folder, "data", "rooms");
}

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

testMatchStorage("file", async () => createFileMatchStorage({ storagePath: await newFolder() }));

describe("files", () => {
  let storagePath: string;
  beforeEach(async () => {
    storagePath = await newFolder();
  });
  const open = (onCorruptFile?: (error: Error) => void) =>
    createFileMatchStorage({ storagePath, onCorruptFile });
  const rooms = async () =>
    (await readdir(storagePath)).filter((name) => name.endsWith(".json")).sort();

  it("have the content that MovieMatch would write, and only their owner can read them", async () => {
    await open().saveRoom(RATED_ROOM);
    const file = path.join(storagePath, "movie_night_.json");
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(RATED_ROOM);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.join(storagePath, ".roomkeeper"))).toEqual(["sums"]);
  });

  it("are read by the next process", async () => {
    await open().saveRoom(RATED_ROOM);
    await open().takeBackRating("movie night!", { mediaId: FILM, userName: "Ann" });
    await open().saveRoom(RATED_ROOM);
    expect((await open().getRoom("movie night!"))?.ratings?.[FILM]).toHaveLength(1);
    await open().deleteRoom("movie night!");
    expect(await refusalOf(open().saveRoom(RATED_ROOM))).toEqual(gone("deleted"));
    expect(await rooms()).toEqual([]);
  });

  it("are separate for names that MovieMatch would write to one file, and for names that differ only in case", async () => {
    for (const roomName of ["movie night!", "movie night?", "Movie night!"]) {
      await open().saveRoom({ ...NEW_ROOM, roomName });
    }
    const names = await rooms();
    expect(names).toHaveLength(3);
    expect(names).toContain("movie_night_.json");
    expect(names.filter((name) => /^movie_night_\.[0-9a-f]{16}\.json$/.test(name))).toHaveLength(1);
    await open().deleteRoom("movie night!");
    expect((await open().listRooms()).map(({ roomName }) => roomName)).toEqual([
      "Movie night!",
      "movie night?",
    ]);
  });

  it("of a real MovieMatch are read with any file name", async () => {
    await mkdir(storagePath, { recursive: true });
    for (const [file, text] of recordedFiles()) {
      if (file.startsWith("rooms/")) await writeFile(path.join(storagePath, file.slice(6)), text);
    }
    const storage = open();
    const recorded = recordedRooms();
    for (const room of recorded) expect(await storage.getRoom(room.roomName)).toEqual(sorted(room));
    expect(await storage.listRooms()).toHaveLength(30);
    // The file of "movie night?" has an unusual name. The next save of the room is written to the same file.
    const before = await rooms();
    await storage.appendRatings("movie night?", { [FILM]: [["Zoë", "like", 1]] });
    expect(await rooms()).toEqual(before);
    expect((await open().getRoom("movie night?"))?.ratings?.[FILM]?.[0]).toEqual([
      "Zoë",
      "like",
      1,
    ]);
  });

  it.each([
    ["half a document", '{"roomName":"movie ni', "It is not JSON."],
    ["nothing", "", "The file is empty."],
    ["null instead of a room", "null", "This room cannot be stored: it must be an object."],
    ["another encoding", Buffer.from('{"roomName":"Caf\xe9"}', "latin1"), "Its text is not UTF-8."],
    [
      "a password that is not text",
      JSON.stringify({ ...NEW_ROOM, password: null }),
      "This room cannot be stored: /password must be a string.",
    ],
  ])(
    "with %s: corrupt for that room, reported and left out of the list, never overwritten",
    async (_name, content, reason) => {
      const file = path.join(storagePath, "movie_night_.json");
      await open().saveRoom({ ...NEW_ROOM, roomName: "other" });
      await writeFile(file, content);
      const reported: string[] = [];
      const storage = open((error) => reported.push(error.message));
      const corrupt = { name: "StorageError", code: "corrupt" };
      expect(await refusalOf(storage.getRoom("movie night!"))).toEqual(corrupt);
      expect(await refusalOf(storage.hasRoom("movie night!"))).toEqual(corrupt);
      expect(await refusalOf(storage.saveRoom(NEW_ROOM))).toEqual(corrupt);
      expect(await refusalOf(storage.deleteRoom("movie night!"))).toEqual(corrupt);
      expect((await storage.listRooms()).map(({ roomName }) => roomName)).toEqual(["other"]);
      expect(reported).toEqual([`${file} does not hold a room. ${reason}`]);
      expect(await readFile(file)).toEqual(Buffer.from(content));
    },
  );

  it("paths that are not files are reported, and other rooms are still read", async () => {
    await open().saveRoom(NEW_ROOM);
    await mkdir(path.join(storagePath, "2025.json"));
    await symlink("loop.json", path.join(storagePath, "loop.json"));
    await symlink("nowhere", path.join(storagePath, "dangling.json"));
    spawnSync("mkfifo", [path.join(storagePath, "pipe.json")]);
    await writeFile(
      path.join(storagePath, "SHOUTED.JSON"),
      JSON.stringify({ ...NEW_ROOM, roomName: "shouted" }),
    );
    await truncate(path.join(storagePath, "SHOUTED.JSON"), 0);
    const reported: string[] = [];
    const storage = open((error) => reported.push(path.basename(error.message)));
    expect((await storage.listRooms()).map(({ roomName }) => roomName)).toEqual(["movie night!"]);
    expect(reported.sort()).toEqual([
      "2025.json is not a file.",
      "SHOUTED.JSON does not hold a room. The file is empty.",
      "loop.json is a link that leads back to itself.",
      "pipe.json is not a file.",
    ]);
    const corrupt = { name: "StorageError", code: "corrupt" };
    expect(await refusalOf(storage.saveRoom({ ...NEW_ROOM, roomName: "2025" }))).toEqual(corrupt);
    expect(await refusalOf(storage.getRoom("pipe"))).toEqual(corrupt);
    expect(await storage.getRoom("unknown")).toBeNull();
  });

  it("may be copied into the folder while the storage is open", async () => {
    const storage = open();
    await storage.saveRoom(NEW_ROOM);
    expect(await storage.getRoom("brought")).toBeNull();
    const file = path.join(storagePath, "000001.JSON");
    await writeFile(file, JSON.stringify({ ...NEW_ROOM, roomName: "brought" }));
    await expect.poll(() => storage.hasRoom("brought")).toBe(true);
    await storage.deleteRoom("brought");
    expect(await rooms()).toEqual(["movie_night_.json"]);
    await writeFile(file, JSON.stringify({ ...NEW_ROOM, roomName: "other" }));
    await expect.poll(() => storage.hasRoom("other")).toBe(true);
    await rm(file);
    expect(await storage.hasRoom("other")).toBe(false);
  });

  it("in a path that is not a folder: unavailable", async () => {
    await mkdir(path.dirname(storagePath), { recursive: true });
    await writeFile(storagePath, "");
    const unavailable = { name: "StorageError", code: "unavailable" };
    expect(await refusalOf(open().saveRoom(NEW_ROOM))).toEqual(unavailable);
    expect(await refusalOf(open().getRoom("x"))).toEqual(unavailable);
    expect(await refusalOf(open().listRooms())).toEqual(unavailable);
  });

  it("can be changed by two processes at the same time without loss", async () => {
    const both = [open(), open()];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        both[index % 2]?.saveRoom({
          ...NEW_ROOM,
          ratings: { [FILM]: [[`p${index}`, "like", index]] },
        }),
      ),
    );
    expect((await open().getRoom("movie night!"))?.ratings?.[FILM]).toHaveLength(40);
    expect(await readdir(path.join(storagePath, ".roomkeeper"))).toEqual(["sums"]);
  });

  it("stay deleted if a crash happened before the file was removed", async () => {
    await open().saveRoom(RATED_ROOM);
    const file = path.join(storagePath, "movie_night_.json");
    const text = await readFile(file, "utf8");
    await open().deleteRoom("movie night!");
    await writeFile(file, text);
    expect(await open().getRoom("movie night!")).toBeNull();
    expect(await open().listRooms()).toEqual([]);
    expect(await refusalOf(open().saveRoom(RATED_ROOM))).toEqual(gone("deleted"));
    await open().restoreRoom("movie night!", RATED_ROOM.createdAt);
    expect(await open().getRoom("movie night!")).toEqual(RATED_ROOM);
  });

  it("of killed processes are removed, and their locks are taken over", async () => {
    await open().saveRoom(RATED_ROOM);
    const work = path.join(storagePath, ".roomkeeper");
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await writeFile(path.join(work, "tmp-left"), "{");
    await utimes(path.join(work, "tmp-left"), old, old);
    const storage = open();
    const { contentionKey } = await import("./room-file-names");
    const lock = path.join(work, `${contentionKey("movie night!")}.held`);
    await mkdir(lock);
    await writeFile(path.join(lock, "flag"), "!");
    await utimes(path.join(lock, "flag"), old, old);
    await writeFile(path.join(work, "left-by-a-former-version.lock"), "");
    await utimes(path.join(work, "left-by-a-former-version.lock"), old, old);
    await storage.saveRoom({ ...RATED_ROOM, userProgress: { Ann: 5 } });
    expect((await storage.getRoom("movie night!"))?.userProgress?.Ann).toBe(5);
    expect(await readdir(work)).toEqual(["sums"]);
  });
});

/** MovieMatch stores a film's ratings in the order of arrival; they are read in the order of time. */
function sorted(room: typeof NEW_ROOM): typeof NEW_ROOM {
  const films = Object.entries(room.ratings ?? {}).map(
    ([film, entries]) => [film, entries.toSorted((a, b) => a[2] - b[2])] as const,
  );
  return { ...room, ratings: Object.fromEntries(films) };
}
