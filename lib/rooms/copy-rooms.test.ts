import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFileMatchStorage } from "@/lib/storage/match-storage-file";
import { createMemoryMatchStorage } from "@/lib/storage/match-storage-memory";
import { createPrismaMatchStorage } from "@/lib/storage/match-storage-prisma";
import { freshProcess } from "@/lib/testing/fresh-process";
import { expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { copyRooms } from "./copy-rooms";

let opened: Awaited<ReturnType<typeof freshProcess>>;
let folder: string;
beforeAll(async () => {
  opened = await freshProcess();
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-copy-"));
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true, force: true });
});

/** The recorded rooms as files, each under a plain name. */
async function recordedFolder(): Promise<string> {
  const place = path.join(folder, "rooms");
  await mkdir(place, { recursive: true });
  for (const [index, room] of recordedRooms().entries()) {
    await writeFile(path.join(place, `room-${index}.json`), JSON.stringify(room, null, 2));
  }
  return place;
}

test("a folder of recorded rooms goes into Postgres whole, twice if need be, and back out", async () => {
  const from = createFileMatchStorage({ storagePath: await recordedFolder() });
  const to = createPrismaMatchStorage({ process: opened.process, spaceId: opened.spaceId });

  const dry = await copyRooms({ from, to, isDryRun: true });
  expect(dry).toMatchObject({ found: 30, created: 30, verified: 0, skipped: [] });
  expect(await to.listRooms()).toEqual([]);

  const seen: number[] = [];
  const report = await copyRooms({ from, to, onProgress: (done) => seen.push(done) });
  expect(report).toEqual({ found: 30, created: 30, joined: 0, verified: 30, skipped: [] });
  expect(seen.at(-1)).toBe(30);

  for (const { roomName, ratings, password, userProgress } of expectedRooms()) {
    const room = await to.getRoom(roomName);
    expect(Object.values(room?.ratings ?? {}).flat().length, roomName).toBe(ratings);
    expect(room?.password ?? null, roomName).toBe(password);
    expect(room?.userProgress ?? {}, roomName).toEqual(userProgress);
  }

  const again = await copyRooms({ from, to });
  expect(again).toEqual({ found: 30, created: 0, joined: 30, verified: 30, skipped: [] });

  const back = createMemoryMatchStorage();
  expect((await copyRooms({ from: to, to: back })).verified).toBe(30);
});

test("what the target refuses is skipped with its reason, the rest goes on", async () => {
  const from = createMemoryMatchStorage();
  const to = createMemoryMatchStorage();
  const [first, second] = recordedRooms();
  if (!first || !second) throw new Error("no recorded rooms");
  await from.saveRoom(first);
  await from.saveRoom(second);
  await to.saveRoom(first);
  await to.deleteRoom(first.roomName);
  const report = await copyRooms({ from, to });
  expect(report).toMatchObject({ found: 2, created: 1, verified: 1 });
  expect(report.skipped).toEqual([
    { roomName: first.roomName, code: "gone", message: expect.stringMatching(/\w/) },
  ]);
});

test("a room that does not hold what the source has is reported, not counted", async () => {
  const from = createMemoryMatchStorage();
  const forgetful = createMemoryMatchStorage();
  const rated = recordedRooms().find(({ ratings }) => Object.keys(ratings ?? {}).length > 3);
  if (!rated) throw new Error("no recorded rooms");
  await from.saveRoom(rated);
  const to = {
    ...forgetful,
    saveRoom: (room: typeof rated) => forgetful.saveRoom({ ...room, ratings: {} }),
  };
  const report = await copyRooms({ from, to });
  expect(report).toMatchObject({ created: 1, verified: 0 });
  expect(report.skipped).toMatchObject([{ roomName: rated.roomName, code: "not_verified" }]);
});
