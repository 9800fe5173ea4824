import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import { createFileMatchStorage } from "@/lib/storage/match/file";
import { createHttpMatchStorage } from "@/lib/storage/match/http";
import { createMemoryMatchStorage } from "@/lib/storage/match/memory";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { createRedisMatchStorage } from "@/lib/storage/match/redis";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { recordedRooms } from "@/lib/testing/recorded-moviematch";
import { SCOPES } from "@/lib/tokens/token";
import { copyRooms } from "./copy-rooms";
import { sourceOf } from "./room-source";

let api: ApiServer;
let folder: string;
let made = 0;
beforeAll(async () => {
  api = await startApiServer();
  await surroundWithOtherKinds(api.services.pool);
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-matrix-"));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

/** An empty storage of each kind. */
const KINDS: Record<string, () => Promise<RoomStorage>> = {
  memory: async () => createMemoryMatchStorage(),
  file: async () => createFileMatchStorage({ storagePath: path.join(folder, `rooms-${made++}`) }),
  redis: async () =>
    createRedisMatchStorage({ url: inject("redisUrl"), prefix: `matrix ${made++}:` }),
  postgres: async () => {
    const spaceId = await api.space(`space ${made++}`);
    return createPrismaMatchStorage({ services: api.services, spaceId });
  },
  http: async () => {
    const token = await api.token(SCOPES, await api.space(`space ${made++}`));
    return createHttpMatchStorage({ url: api.url, token });
  },
};
/** Kinds that can import trashed rooms and ratings that were taken back. */
const KEEPS_ALL = ["memory", "file", "redis", "postgres"];

/** Names that have the same file name, names that paths, URLs or objects could change, and one of the maximum length. */
const NAMES = [
  "movie night!",
  "movie night?",
  "Movie Night!",
  " movie night! ",
  "../../etc/passwd",
  "a/b",
  "%2F",
  "__proto__",
  "constructor",
  "קולנוע בערב",
  "👨‍👩‍👧‍👦 family",
  "e\u0301",
  "\u00e9",
  "\u202eevil\u2028",
  "line\nbreak\ttab",
  "x".repeat(512),
];
const HIDDEN_KEYS: Pick<SerializedRoom, "ratings" | "userProgress" | "nested"> = JSON.parse(
  `{"ratings":{"__proto__":[["__proto__","like",1790000000000],["Ann","strange",5]]},
    "userProgress":{"__proto__":3,"constructor":4},"nested":{"__proto__":{"a":[1.5,null,"\\u2028"]}}}`,
);
const TAKEN = { mediaId: "plex://movie/taken", userName: "Ann" };
const OLD: SerializedRoom = {
  roomName: "movie night!",
  sort: "rating",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: "9007199254740993",
  creatorPlexUsername: "mara_k",
  password: "correct horse 🐎 ",
  ratings: { [TAKEN.mediaId]: [["Ann", "like", 1_790_000_000_000]] },
};

/** The recorded rooms whose names are not among the odd ones. */
const RECORDED = recordedRooms().filter(({ roomName }) => !NAMES.includes(roomName));

function oddRooms(): SerializedRoom[] {
  return NAMES.map((roomName, index) => ({
    ...OLD,
    ...(index % 3 === 0 ? HIDDEN_KEYS : {}),
    roomName,
    password: index % 2 === 0 ? `${OLD.password}${index}` : undefined,
  }));
}

/** Stores recorded rooms, unusual ones, ratings taken back, and two trashed incarnations of one name. */
async function fill(storage: RoomStorage): Promise<void> {
  for (const room of [...RECORDED, ...oddRooms()]) await storage.saveRoom(room);
  const taken = NAMES[1] ?? "";
  await storage.takeBackRating(taken, TAKEN);
  for (const createdAt of ["2026-10-02T20:00:00.000Z", "2026-10-03T20:00:00.000Z"]) {
    await storage.saveRoom({ ...OLD, roomName: "former", createdAt });
    await storage.deleteRoom("former");
  }
  await storage.saveRoom({ ...OLD, roomName: "gone with the rest" });
  await storage.deleteRoom("gone with the rest");
}

async function everything(storage: RoomStorage) {
  const rooms = await storage.listRooms();
  const trash = await storage.listTrash();
  const key = (room: SerializedRoom) => JSON.stringify([room.roomName, room.createdAt]);
  return {
    rooms,
    trash: trash.map(({ room }) => room).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    reasons: trash.map(({ room, reason, trashedAt }) => [key(room), reason, trashedAt]).sort(),
  };
}

const PAIRS = Object.keys(KINDS).flatMap((from) => Object.keys(KINDS).map((to) => [from, to]));

describe.each(PAIRS)("from %s to %s", (fromKind = "", toKind = "") => {
  test("every room is copied unchanged, and a second copy changes nothing", async () => {
    const from = await KINDS[fromKind]?.();
    const to = await KINDS[toKind]?.();
    if (!from || !to) throw new Error("no such kind");
    await fill(from);
    const all = RECORDED.length + NAMES.length;
    const before = await everything(from);
    expect(before.rooms).toHaveLength(all);
    const options = { from: sourceOf(from), to, includesTrash: true };

    const dry = await copyRooms({ ...options, isDryRun: true });
    expect(dry).toMatchObject({ found: all, created: all, trashFound: 3, trashCopied: 3 });
    expect(await everything(to)).toEqual({ rooms: [], trash: [], reasons: [] });

    const report = await copyRooms(options);
    expect(report).toMatchObject({
      found: all,
      created: all,
      trashCopied: 3,
      skipped: [],
      failed: [],
      verified: all + 3,
      notVerified: [],
      stopped: null,
    });
    const after = await everything(to);
    expect(after.rooms).toEqual(before.rooms);
    expect(after.trash).toEqual(before.trash);
    if (KEEPS_ALL.includes(toKind)) {
      expect(after.reasons).toEqual(before.reasons);
      expect(report.lost).toEqual([]);
    } else {
      expect(report.lost.filter(({ code }) => code === "trash_time_lost")).toHaveLength(3);
    }
    expect((await to.getRoom("movie night!"))?.password).toBe("correct horse 🐎 0");
    expect((await to.getRoom("movie night?"))?.password).toBeUndefined();

    const again = await copyRooms(options);
    expect(again).toMatchObject({
      created: 0,
      joined: 0,
      unchanged: all,
      trashCopied: 0,
      trashUnchanged: 3,
      skipped: [],
      verified: all + 3,
    });
    expect(await everything(to)).toEqual(after);
    // The API does not report ratings taken back. If both sides support them, a late save does not restore them.
    if (KEEPS_ALL.includes(fromKind) && KEEPS_ALL.includes(toKind)) {
      const late = oddRooms()[1];
      if (late) await to.saveRoom(late);
      expect((await to.getRoom("movie night?"))?.ratings).toEqual({});
    }
    await from.close();
    await to.close();
  });
});
