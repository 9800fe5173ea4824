import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StorageError } from "@/lib/core/storage-error";
import type { SerializedRoom } from "@/lib/match/room";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { createHttpMatchStorage } from "@/lib/storage/match/http";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { CONFLICT_POLICIES, type ConflictPolicy } from "./conflict";
import { openJournal } from "./copy-journal";
import { isComplete } from "./copy-report";
import { copyRooms } from "./copy-rooms";
import { type ExportOptions, exportText } from "./export-file";
import { sourceOfFiles } from "./files-source";
import { type RoomSource, sourceOf } from "./room-source";

let api: ApiServer;
let folder: string;
let made = 0;
beforeAll(async () => {
  api = await startApiServer();
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-copy-"));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

const NOON = "2026-10-10T12:00:00.000Z";
const EARLIER = "2026-10-09T12:00:00.000Z";
const LATER = "2026-10-11T12:00:00.000Z";
const ROOM: SerializedRoom = {
  roomName: "attic",
  sort: "random",
  createdAt: NOON,
  creatorPlexUserId: 7,
  creatorPlexUsername: "ines",
  ratings: { "plex://movie/1": [["Ann", "like", 1_790_000_000_000]] },
  userProgress: { Ann: 1 },
};
const MORE: SerializedRoom = {
  ...ROOM,
  ratings: { "plex://movie/1": [["bob", "like", 1_790_000_000_001]] },
  userProgress: { bob: 1 },
};

async function postgres(): Promise<RoomStorage> {
  const spaceId = await api.space(`space ${made++}`);
  return createPrismaMatchStorage({ services: api.services, spaceId });
}

async function withRooms(...rooms: SerializedRoom[]): Promise<RoomStorage> {
  const storage = createMemoryMatchStorage();
  for (const room of rooms) await storage.saveRoom(room);
  return storage;
}

test("a folder of recorded rooms is copied to Postgres completely", async () => {
  const place = path.join(folder, "recorded");
  await mkdir(place);
  for (const [index, room] of recordedRooms().entries()) {
    await writeFile(path.join(place, `room-${index}.json`), JSON.stringify(room, null, 2));
  }
  const to = await postgres();
  const phases: string[] = [];
  const report = await copyRooms({
    from: sourceOf(createFileMatchStorage({ storagePath: place })),
    to,
    onProgress: (phase, done) => phases.push(`${phase} ${done}`),
  });
  expect(report).toMatchObject({ found: 30, created: 30, verified: 30, skipped: [], failed: [] });
  expect(isComplete(report)).toBe(true);
  expect(phases.at(-1)).toBe("verifying 30");
  expect(phases).toContain("copying 30");
  for (const { roomName, ratings, password, userProgress } of expectedRooms()) {
    const room = await to.getRoom(roomName);
    expect(Object.values(room?.ratings ?? {}).flat().length, roomName).toBe(ratings);
    expect(room?.password ?? null, roomName).toBe(password);
    expect(room?.userProgress ?? {}, roomName).toEqual(userProgress);
  }
});

/** The room that the target has under the name, and the result of each policy. */
type Outcome = "created" | "joined" | "replaced" | string;
const TABLE: [string, (to: RoomStorage) => Promise<void>, Record<ConflictPolicy, Outcome>][] = [
  [
    "nothing",
    async () => {},
    { join: "created", skip: "created", newest: "created", fail: "created" },
  ],
  [
    "the same room",
    (to) => to.saveRoom(MORE),
    { join: "joined", skip: "already_exists", newest: "joined", fail: "stopped" },
  ],
  [
    "an older room",
    (to) => to.saveRoom({ ...MORE, createdAt: EARLIER }),
    { join: "name_taken", skip: "already_exists", newest: "replaced", fail: "stopped" },
  ],
  [
    "a newer room",
    (to) => to.saveRoom({ ...MORE, createdAt: LATER }),
    { join: "name_taken", skip: "already_exists", newest: "superseded", fail: "stopped" },
  ],
  [
    "it in the trash",
    async (to) => {
      await to.saveRoom(ROOM);
      await to.deleteRoom("attic");
    },
    { join: "gone", skip: "gone", newest: "gone", fail: "stopped" },
  ],
  [
    "its tombstone",
    async (to) => {
      await to.saveRoom(ROOM);
      await to.deleteRoom("attic");
      await to.purgeRoom("attic", NOON);
    },
    { join: "gone", skip: "gone", newest: "gone", fail: "stopped" },
  ],
  [
    "a newer room in the trash",
    async (to) => {
      await to.saveRoom({ ...ROOM, createdAt: LATER });
      await to.deleteRoom("attic");
    },
    { join: "gone", skip: "gone", newest: "gone", fail: "stopped" },
  ],
  [
    "only older rooms in the trash",
    async (to) => {
      await to.saveRoom({ ...ROOM, createdAt: EARLIER });
      await to.deleteRoom("attic");
    },
    { join: "created", skip: "created", newest: "created", fail: "created" },
  ],
];

const TARGETS: Record<string, () => Promise<RoomStorage>> = {
  memory: async () => createMemoryMatchStorage(),
  postgres,
  http: async () => {
    const token = await api.token(
      ["rooms:read", "rooms:write", "rooms:delete", "rooms:secrets"],
      await api.space(`space ${made++}`),
    );
    return createHttpMatchStorage({ url: api.url, token });
  },
};

describe.each(Object.keys(TARGETS))("the result of each policy for a conflict in %s", (kind) => {
  const cases = TABLE.flatMap(([name, prepare, outcomes]) =>
    CONFLICT_POLICIES.map((policy) => [name, policy, prepare, outcomes[policy]] as const),
  );
  test.each(cases)("%s, %s", async (name, policy, prepare, outcome) => {
    const to = (await TARGETS[kind]?.()) ?? createMemoryMatchStorage();
    await prepare(to);
    const before = JSON.stringify([await to.listRooms(), await to.listTrash()]);
    const from = sourceOf(await withRooms(ROOM));
    const dry = await copyRooms({ from, to, policy, isDryRun: true });
    expect(JSON.stringify([await to.listRooms(), await to.listTrash()])).toBe(before);
    const report = await copyRooms({ from, to, policy });
    const seen = (given: typeof report) => {
      if (given.stopped !== null) return "stopped";
      if (given.skipped[0]) return given.skipped[0].code;
      return ["created", "joined", "replaced"].find((what) => given[what as "created"] > 0);
    };
    // The API reports why a name is gone, but not which room, so only the save itself can decide.
    const isUnsure = kind === "http" && (name.includes("trash") || name.includes("tombstone"));
    expect(seen(report)).toBe(isUnsure && outcome === "stopped" ? "gone" : outcome);
    if (!isUnsure) expect(seen(dry)).toBe(outcome);
    const isWritten = ["created", "joined", "replaced"].includes(outcome);
    expect(report.verified).toBe(isWritten ? 1 : 0);
    if (!isWritten && !isUnsure) {
      expect(JSON.stringify([await to.listRooms(), await to.listTrash()])).toBe(before);
    }
    if (outcome === "replaced") {
      expect((await to.listTrash()).map(({ reason }) => reason)).toEqual(["replaced"]);
    }
    if (outcome === "joined") {
      expect(Object.values((await to.getRoom("attic"))?.ratings ?? {}).flat()).toHaveLength(2);
    }
    await to.close();
  });
});

test("a room whose password cannot be read is skipped, not copied without a password", async () => {
  const spaceId = await api.space(`space ${made++}`);
  const full = createPrismaMatchStorage({ services: api.services, spaceId });
  await full.saveRoom({ ...ROOM, password: "hush" });
  await full.saveRoom({ ...ROOM, roomName: "kitchen" });
  await full.saveRoom({ ...ROOM, roomName: "cellar", password: "hush" });
  await full.deleteRoom("cellar");
  const token = await api.token(["rooms:read"], spaceId);
  const from = sourceOf(createHttpMatchStorage({ url: api.url, token }));
  const to = createMemoryMatchStorage();
  const report = await copyRooms({ from, to, includesTrash: true });
  expect(report).toMatchObject({ found: 2, created: 1, trashCopied: 0, verified: 1 });
  expect(report.skipped.map(({ roomName, code }) => [roomName, code]).sort()).toEqual([
    ["attic", "password_unreadable"],
    ["cellar", "password_unreadable"],
  ]);
  expect(await to.hasRoom("attic")).toBe(false);
  expect(isComplete(report)).toBe(false);

  const opened = await copyRooms({ from, to, opensHidden: true });
  expect(opened).toMatchObject({ created: 1, unchanged: 1, verified: 2, skipped: [] });
});

test("a room whose password cannot be read back does not count as verified", async () => {
  const token = await api.token(["rooms:read", "rooms:write"], await api.space(`space ${made++}`));
  const to = createHttpMatchStorage({ url: api.url, token });
  const from = sourceOf(await withRooms({ ...ROOM, password: "hush" }));
  const report = await copyRooms({ from, to });
  expect(report).toMatchObject({ created: 1, verified: 0 });
  expect(report.notVerified).toMatchObject([{ roomName: "attic", code: "password_unreadable" }]);
});

test("reading back after all writes finds rooms that the target has lost", async () => {
  const names = ["movie night!", "movie night?", "attic"];
  const from = sourceOf(await withRooms(...names.map((roomName) => ({ ...ROOM, roomName }))));
  // A storage like MovieMatch's own: names with the same file name share a room.
  const kept = new Map<string, SerializedRoom>();
  const lossy = (name: string) => name.replace(/[^A-Za-z0-9]/g, "_");
  const memory = createMemoryMatchStorage();
  const to: RoomStorage = {
    ...memory,
    canImport: { takenBack: false, trash: false },
    previewSave: async () => ({ kind: "absent" }),
    saveRoom: async (room) => void kept.set(lossy(room.roomName), room),
    getRoom: async (name) => {
      const room = kept.get(lossy(name));
      return room?.roomName === name ? room : null;
    },
  };
  const report = await copyRooms({ from, to });
  expect(report.created).toBe(3);
  expect(report.verified).toBe(2);
  expect(report.notVerified).toHaveLength(1);
  expect(report.notVerified[0]?.roomName).toMatch(/movie night/);

  const compared = await copyRooms({ from, to, verifiesOnly: true });
  expect(compared).toMatchObject({ found: 3, created: 0, verified: 2 });
  expect(isComplete(compared)).toBe(false);
});

test("an unavailable target stops the run, and a refusal does not", async () => {
  const rooms = Array.from({ length: 60 }, (_, n) => ({ ...ROOM, roomName: `room ${n}` }));
  const from = sourceOf(await withRooms(...rooms));
  let tries = 0;
  const away = async () => {
    tries += 1;
    throw new StorageError("The database did not answer.");
  };
  const to = { ...createMemoryMatchStorage(), saveRoom: away };
  const report = await copyRooms({ from, to });
  expect(report.stopped).toMatch(/in a row/);
  expect(tries).toBeLessThan(30);
  expect(report.failed.length).toBe(tries);
  const locked = async () => {
    throw new StorageError("This room is locked.", undefined, "locked");
  };
  const refused = await copyRooms({
    from,
    to: { ...createMemoryMatchStorage(), saveRoom: locked },
  });
  expect(refused).toMatchObject({ stopped: null, found: 60 });
  expect(refused.skipped).toHaveLength(60);
});

test("no more rooms are in memory than are copied at the same time", async () => {
  let inHand = 0;
  let most = 0;
  let walks = 0;
  async function* many() {
    walks += 1;
    for (let n = 0; n < 300; n += 1) {
      if (walks === 1) inHand += 1;
      most = Math.max(most, inHand);
      yield { room: { ...ROOM, roomName: `room ${n}` } };
    }
  }
  const from: RoomSource = {
    count: async () => null,
    rooms: many,
    async *trash() {},
    async *otherRooms() {},
    passwordAdvice: null,
  };
  const memory = createMemoryMatchStorage();
  const to: RoomStorage = {
    ...memory,
    getRoom: async () => null,
    saveRoom: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      inHand -= 1;
    },
  };
  const report = await copyRooms({ from, to });
  expect(report.created).toBe(300);
  expect(most).toBeLessThanOrEqual(9);
});

test("an interrupted run continues where it stopped, and copies changed rooms again", async () => {
  const rooms = Array.from({ length: 40 }, (_, n) => ({ ...ROOM, roomName: `room ${n}` }));
  const source = await withRooms(...rooms);
  const memory = createMemoryMatchStorage();
  const saved: string[] = [];
  const to: RoomStorage = {
    ...memory,
    saveRoom: async (room) => {
      saved.push(room.roomName);
      await memory.saveRoom(room);
    },
  };
  const file = path.join(folder, "journal.jsonl");
  const stop = new AbortController();
  const first = await copyRooms({
    from: sourceOf(source),
    to,
    journal: await openJournal(file, "here > there"),
    signal: stop.signal,
    onProgress: (_phase, done) => done >= 15 && stop.abort(),
  });
  expect(first.stopped).toMatch(/interrupted/);
  expect(first.verified).toBe(0);
  const done = saved.length;
  expect(done).toBeGreaterThanOrEqual(15);
  expect(done).toBeLessThan(40);
  const changed = saved[0] ?? "";
  await source.saveRoom({ ...MORE, roomName: changed });
  await writeFile(file, `${await readFile(file, "utf8")}{"key":"cut by a cra`);

  saved.length = 0;
  const journal = await openJournal(file, "here > there");
  expect(journal.before).toBe(done);
  const second = await copyRooms({ from: sourceOf(source), to, journal });
  expect(second).toMatchObject({ found: 40, doneBefore: done - 1, joined: 1, verified: 40 });
  expect(saved).toContain(changed);
  expect(saved).toHaveLength(40 - done + 1);
  const third = await openJournal(file, "here > there");
  expect(third.before).toBe(40);
  await expect(openJournal(file, "here > elsewhere")).rejects.toThrow("another copy");
});

describe("an export", () => {
  const options: ExportOptions = { at: NOON, withPasswords: true, includesTrash: true };
  const textOf = async (storage: RoomStorage, changes: Partial<ExportOptions> = {}) => {
    let text = "";
    for await (const block of exportText(sourceOf(storage), { ...options, ...changes }))
      text += block;
    return text;
  };
  const fileOf = (bytes: string | Uint8Array, name = "rooms.roomkeeper.jsonl") => ({
    name,
    async *open() {
      const whole = Buffer.from(bytes);
      for (let at = 0; at < whole.length; at += 1000) yield whole.subarray(at, at + 1000);
    },
  });

  async function filled(): Promise<RoomStorage> {
    const storage = createMemoryMatchStorage();
    for (const room of recordedRooms()) await storage.saveRoom(room);
    await storage.saveRoom({ ...ROOM, roomName: "secret \u2028 attic", password: "hush" });
    await storage.takeBackRating("secret \u2028 attic", {
      mediaId: "plex://movie/1",
      userName: "Ann",
    });
    await storage.saveRoom({ ...ROOM, roomName: "cellar" });
    await storage.deleteRoom("cellar");
    return storage;
  }

  test.each(["plain", "packed"])("%s, restores everything", async (how) => {
    const storage = await filled();
    const text = await textOf(storage);
    const source = await sourceOfFiles([fileOf(how === "packed" ? gzipSync(text) : text)]);
    const to = await postgres();
    const report = await copyRooms({ from: source, to, includesTrash: true });
    expect(report).toMatchObject({ created: 31, trashCopied: 1, verified: 32, skipped: [] });
    expect(await to.listRooms()).toEqual(await storage.listRooms());
    expect(await to.listTrash()).toEqual(await storage.listTrash());
    await to.saveRoom({ ...ROOM, roomName: "secret \u2028 attic", password: "hush" });
    expect((await to.getRoom("secret \u2028 attic"))?.ratings).toEqual({});
  });

  test("without passwords contains none, and its rooms are not mistaken for rooms without a password", async () => {
    const text = await textOf(await filled(), { withPasswords: false });
    expect(text).not.toContain("hush");
    const hidden = recordedRooms().filter(({ password }) => password !== undefined).length + 1;
    const to = createMemoryMatchStorage();
    const source = await sourceOfFiles([fileOf(text)]);
    const report = await copyRooms({ from: source, to });
    expect(report.skipped).toHaveLength(hidden);
    expect(new Set(report.skipped.map(({ code }) => code))).toEqual(
      new Set(["password_unreadable"]),
    );
    expect(report.created).toBe(31 - hidden);
  });

  test("that was cut or altered yields no rooms", async () => {
    const text = await textOf(await filled());
    const packed = gzipSync(text);
    const lines = text.split("\n");
    const cases: [string, string | Uint8Array][] = [
      ["cut", text.slice(0, text.length >> 1)],
      ["cut at a line", `${lines.slice(0, 9).join("\n")}\n`],
      ["a missing line", [...lines.slice(0, 3), ...lines.slice(4)].join("\n")],
      ["a letter changed", text.replace("like", "lika")],
      ["compressed and cut", packed.subarray(0, packed.length - 20)],
    ];
    for (const [name, bytes] of cases) {
      await expect(sourceOfFiles([fileOf(bytes)]), name).rejects.toMatchObject({ code: "corrupt" });
    }
    await expect(
      sourceOfFiles([fileOf(text.replace('"format":1', '"format":2'))]),
    ).rejects.toThrow();
  });

  test("plain room files can be read together with it, and files that are not rooms are reported", async () => {
    const source = await sourceOfFiles([
      fileOf(JSON.stringify(ROOM, null, 2), "attic.json"),
      fileOf("{ not json", "broken.json"),
      fileOf('{"roomName":"x"}', "half.json"),
      fileOf(await textOf(await withRooms({ ...ROOM, roomName: "cellar" }))),
    ]);
    expect(await source.count()).toBe(2);
    expect(source.unreadable.map(({ file }) => file)).toEqual(["broken.json", "half.json"]);
    const to = createMemoryMatchStorage();
    expect(await copyRooms({ from: source, to })).toMatchObject({ created: 2, verified: 2 });
  });
});
