import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { crashAfter } from "@/lib/testing/crash-files";
import { copyRooms } from "@/lib/transfer/copy/copy-rooms";
import { sourceOf } from "@/lib/transfer/copy/room-source";
import { FILM, NEW_ROOM, RATED_ROOM } from "./conformance/sample-rooms";
import { createFileMatchStorage } from "./file";
import { createMemoryMatchStorage } from "./memory";
import type { RoomStorage } from "./storage";
import { isFolderWhole, verifyFolder } from "./verify-folder";

const homes: string[] = [];
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true }))));

async function newFolder(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "roomkeeper-verify-"));
  homes.push(home);
  return home;
}

const FILE = "movie_night_.json";
const open = (storagePath: string) => createFileMatchStorage({ storagePath });

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

const findings = async () =>
  (await verifyFolder(folder)).findings.map(({ kind, file }) => `${kind} ${file}`);

async function onlyRecord(): Promise<string> {
  const sums = path.join(folder, ".roomkeeper", "sums");
  const [name = "", ...more] = await readdir(sums);
  expect(more).toEqual([]);
  return path.join(sums, name);
}

test("files as they were written have no findings, with rooms in the trash, too", async () => {
  const storage = open(folder);
  await storage.saveRoom(RATED_ROOM);
  await storage.saveRoom({ ...NEW_ROOM, roomName: "movie night?" });
  await storage.deleteRoom("movie night?");
  expect(await verifyFolder(folder)).toEqual({ files: 2, whole: 2, unrecorded: 0, findings: [] });
});

test("files of other programs have no checksum, and are no findings", async () => {
  await writeFile(path.join(folder, "brought.json"), JSON.stringify(NEW_ROOM));
  const report = await verifyFolder(folder);
  expect(report).toEqual({ files: 1, whole: 0, unrecorded: 1, findings: [] });
  expect(isFolderWhole(report)).toBe(true);
});

describe("a file that was written and then", () => {
  const CHANGES: [string, (file: string) => Promise<unknown>, string, RegExp][] = [
    [
      "got another field",
      async (file) => {
        const room = JSON.parse(await readFile(file, "utf8")) as object;
        await writeFile(file, JSON.stringify({ ...room, colour: "red" }));
      },
      "changed",
      /It can be read/,
    ],
    ["got a line feed more", (file) => appendFile(file, "\n"), "changed", /It can be read/],
    ["was removed", (file) => rm(file), "missing", /not by Roomkeeper/],
    ["was cut", (file) => truncate(file, 100), "half-written", /^It has 100 of the \d+ bytes/],
    ["lost its content", (file) => truncate(file, 0), "half-written", /^It has 0 of the \d+ bytes/],
    [
      "was filled with NUL bytes",
      async (file) => {
        const { length } = await readFile(file);
        await writeFile(file, Buffer.alloc(length));
      },
      "half-written",
      /end is missing/,
    ],
    [
      "lost a quotation mark",
      async (file) => writeFile(file, `${(await readFile(file, "utf8")).replace('"', " ")}  `),
      "damaged",
      /^It is not JSON\.$/,
    ],
    [
      "got an invalid date",
      async (file) => {
        const text = await readFile(file, "utf8");
        await writeFile(
          file,
          text.replace(/"createdAt": "[^"]+"/, `"createdAt": "${"x".repeat(60)}"`),
        );
      },
      "damaged",
      /createdAt/,
    ],
    [
      "became a folder",
      async (file) => {
        await rm(file);
        await mkdir(file);
      },
      "damaged",
      /is not a file/,
    ],
  ];
  test.each(CHANGES)("%s", async (_, change, kind, message) => {
    await open(folder).saveRoom(RATED_ROOM);
    await open(folder).saveRoom({ ...NEW_ROOM, roomName: "other" });
    await change(path.join(folder, FILE));
    const report = await verifyFolder(folder);
    expect(report.findings).toEqual([
      { kind, file: FILE, message: expect.stringMatching(message) as string },
    ]);
    expect(isFolderWhole(report)).toBe(false);
    expect(report.whole).toBe(1);
  });

  test("is named in the trash, too", async () => {
    await open(folder).saveRoom(RATED_ROOM);
    await open(folder).deleteRoom(RATED_ROOM.roomName);
    const [history = ""] = (await readdir(path.join(folder, ".roomkeeper"))).filter((name) =>
      name.endsWith(".json"),
    );
    await truncate(path.join(folder, ".roomkeeper", history), 50);
    expect(await findings()).toEqual([`half-written .roomkeeper/${history}`]);
  });
});

test("a valid file that was edited by hand is read, copied and saved to, and then it is as written", async () => {
  await open(folder).saveRoom(RATED_ROOM);
  const file = path.join(folder, FILE);
  await writeFile(file, JSON.stringify({ ...RATED_ROOM, sort: "popularity" }));
  expect(await findings()).toEqual([`changed ${FILE}`]);
  const storage = open(folder);
  expect((await storage.getRoom(RATED_ROOM.roomName))?.sort).toBe("popularity");
  expect(await storage.listRooms()).toHaveLength(1);
  const to = createMemoryMatchStorage();
  expect(await copyRooms({ from: sourceOf(storage), to })).toMatchObject({
    created: 1,
    verified: 1,
  });
  await storage.appendRatings(RATED_ROOM.roomName, { [FILM]: [["Zoë", "like", 1]] });
  expect((await storage.getRoom(RATED_ROOM.roomName))?.sort).toBe("popularity");
  expect(await findings()).toEqual([]);
});

describe("a crash", () => {
  test("before the first write: interrupted", async () => {
    await open(folder).saveRoom(RATED_ROOM);
    const record = await onlyRecord();
    const text = await readFile(record, "utf8");
    await rm(record);
    await rm(path.join(folder, FILE));
    await writeFile(record.replace(/sum$/, "next"), text);
    expect(await findings()).toEqual([`interrupted ${FILE}`]);
    expect(isFolderWhole(await verifyFolder(folder))).toBe(true);
  });

  test("between a write and the end of its record: whole, and the next write settles it", async () => {
    await open(folder).saveRoom(NEW_ROOM);
    const before = await readFile(await onlyRecord(), "utf8");
    await open(folder).saveRoom(RATED_ROOM);
    const record = await onlyRecord();
    const after = await readFile(record, "utf8");
    await writeFile(record, before);
    await writeFile(record.replace(/sum$/, "next"), after);
    expect(await findings()).toEqual([]);
    // The next write is interrupted before it changes the file: the file must still be known.
    const file = path.join(folder, FILE);
    const text = await readFile(file, "utf8");
    await open(folder).appendRatings(RATED_ROOM.roomName, { [FILM]: [["Zoë", "like", 1]] });
    await writeFile(record.replace(/sum$/, "next"), await readFile(record, "utf8"));
    await writeFile(record, after);
    await writeFile(file, text);
    expect(await findings()).toEqual([`interrupted ${FILE}`]);
  });

  test("during a removal: interrupted, and then nothing", async () => {
    await open(folder).saveRoom(RATED_ROOM);
    const record = await onlyRecord();
    await writeFile(
      record.replace(/sum$/, "next"),
      JSON.stringify({ file: FILE, bytes: 0, sha256: null }),
    );
    expect(await findings()).toEqual([`interrupted ${FILE}`]);
    await rm(path.join(folder, FILE));
    expect(await findings()).toEqual([]);
  });

  test("leaves temporary files, which are named", async () => {
    await open(folder).saveRoom(RATED_ROOM);
    await writeFile(path.join(folder, ".roomkeeper", "tmp-1"), "{");
    expect(await findings()).toEqual(["leftover .roomkeeper/tmp-1"]);
  });

  test("at any moment, and another one after it, leaves nothing that is changed, damaged or missing", async () => {
    const later = { ...RATED_ROOM, createdAt: "2026-10-23T19:13:32.039Z" };
    const EVENING: ((storage: RoomStorage) => Promise<unknown>)[] = [
      (storage) => storage.saveRoom(RATED_ROOM),
      (storage) => storage.deleteRoom(NEW_ROOM.roomName),
      (storage) => storage.saveRoom(later),
    ];
    const nextSave = { [FILM]: [["Zoë", "like", 1]] as [string, string, number][] };
    for (let first = 0, died = true; died; first += 1) {
      for (let second = 0, diedAgain = true; diedAgain; second += 1) {
        const place = await newFolder();
        died = await crashAfter(first, async () => {
          const storage = open(place);
          for (const step of EVENING) await step(storage);
        });
        await expectNothingLost(place, `${first}`);
        if (!died && second > 0) break;
        diedAgain = await crashAfter(second, async () => {
          const storage = open(place);
          if (!(await storage.hasRoom(NEW_ROOM.roomName))) await storage.saveRoom(later);
          await storage.appendRatings(NEW_ROOM.roomName, nextSave);
        });
        await expectNothingLost(place, `${first}, ${second}`);
      }
    }
  });
});

async function expectNothingLost(place: string, when: string): Promise<void> {
  const { findings } = await verifyFolder(place, 0);
  const found = findings.map(({ kind }) => kind);
  expect([when, found.filter((kind) => !["interrupted", "leftover"].includes(kind))]).toEqual([
    when,
    [],
  ]);
  // A process that has died does not renew its locks; another process takes them over, for which this test does not wait.
  const work = path.join(place, ".roomkeeper");
  for (const name of await readdir(work).catch(() => [])) {
    if (name.endsWith(".held")) await rm(path.join(work, name), { recursive: true });
  }
}

test("a damaged record counts as none", async () => {
  await open(folder).saveRoom(RATED_ROOM);
  await writeFile(await onlyRecord(), "{");
  expect(await verifyFolder(folder)).toMatchObject({ whole: 0, unrecorded: 1, findings: [] });
});

test("nothing is found after any sequence of calls, and beside a server that writes", async () => {
  const NAMES = ["movie night!", "movie night?", "Movie night!", "other"];
  const call = fc.record({
    name: fc.constantFrom(...NAMES),
    kind: fc.constantFrom("save", "later", "rate", "delete", "restore", "purge"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 25 }), async (calls) => {
      const place = await newFolder();
      const storage = open(place);
      let seconds = 0;
      const running = (async () => {
        for (const { name, kind } of calls) {
          seconds += kind === "later" ? 1 : 0;
          const createdAt = new Date(Date.UTC(2026, 9, 1, 10, 0, seconds)).toISOString();
          const room = { ...NEW_ROOM, roomName: name, createdAt };
          const run = {
            save: () => storage.saveRoom(room),
            later: () => storage.saveRoom(room),
            rate: () => storage.appendRatings(name, { [FILM]: [["Ann", "like", seconds]] }),
            delete: () => storage.deleteRoom(name),
            restore: () => storage.restoreRoom(name, createdAt),
            purge: () => storage.purgeRoom(name, createdAt),
          }[kind];
          await run?.().catch(() => {});
        }
      })();
      expect((await verifyFolder(place)).findings).toEqual([]);
      await running;
      const report = await verifyFolder(place);
      expect(report).toEqual({ ...report, whole: report.files, unrecorded: 0, findings: [] });
    }),
    { numRuns: 15 },
  );
});
