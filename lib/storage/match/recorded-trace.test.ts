import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import { createSpace } from "@/lib/spaces/create-space";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { expectRecordedRooms } from "@/lib/testing/check-recorded-rooms";
import { SETUP } from "@/lib/testing/fresh-services";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { expectedRooms, recordedTrace } from "@/lib/testing/recorded-moviematch";
import { overlapOf, replayTrace } from "@/lib/testing/replay-trace";
import { buildClient } from "@/scripts/build-client.mjs";
import { createFileMatchStorage } from "./file";
import { createMemoryMatchStorage } from "./memory";
import { createPrismaMatchStorage } from "./postgres";
import { createRedisMatchStorage } from "./redis";
import type { RoomStorage } from "./storage";

/** Replays the 2,726 recorded saves of a real MovieMatch server into every backend and through the API, with their overlap and order. */

const trace = recordedTrace();
let server: ApiServer;
let folder: string;
beforeAll(async () => {
  server = await startApiServer();
  await surroundWithOtherKinds(server.services.pool);
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-trace-"));
});
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function newToken(name: string): Promise<string> {
  return server.token(undefined, await server.space(name));
}

/** Builds the client as the app serves it, and imports it. */
async function builtClient(): Promise<typeof import("@/lib/entries/moviematch")> {
  const built = path.join(folder, "client");
  await buildClient(built);
  return import(/* @vite-ignore */ path.join(built, "moviematch.js"));
}

const BACKENDS: [string, () => Promise<RoomStorage>][] = [
  ["memory", async () => createMemoryMatchStorage()],
  ["file", async () => createFileMatchStorage({ storagePath: path.join(folder, "rooms") })],
  ["redis", async () => createRedisMatchStorage({ url: inject("redisUrl"), prefix: "trace:" })],
  [
    "postgres",
    async () => {
      const { id } = await createSpace(SETUP, { name: "straight" });
      return createPrismaMatchStorage({ services: server.services, spaceId: id });
    },
  ],
  [
    "the built client over HTTP",
    async () => {
      const { createStorage } = await builtClient();
      const token = await newToken("client");
      return createStorage({ type: "http", url: server.url, token }) as RoomStorage;
    },
  ],
];

it("overlaps as much as the recording", () => {
  expect(trace).toHaveLength(2_726);
  expect(overlapOf(trace)).toBe(23);
});

describe.each(BACKENDS)("%s", (name, open) => {
  let storage: RoomStorage;
  beforeAll(async () => {
    storage = await open();
  });
  afterAll(() => storage?.close());

  it("stores every recorded room, and the former incarnations in the trash", async () => {
    const order = name.includes("client") ? "sentAt" : "arrivedAt";
    const saves = await replayTrace(trace, order, (room) => storage.saveRoom(room));
    expect(saves.filter(({ outcome }) => outcome !== "accepted")).toEqual([]);
    expectRecordedRooms({ rooms: await storage.listRooms(), trash: await storage.listTrash() });
    for (const { roomName } of expectedRooms()) {
      expect((await storage.getRoom(roomName))?.roomName).toBe(roomName);
    }
  });

  it("does not restore deleted rooms when their saves arrive again", async () => {
    const before = await storage.listRooms();
    const deleted = ["movie night!", "../../etc/passwd", "Friday", "映画の夜"];
    for (const roomName of deleted) await storage.deleteRoom(roomName);
    const again = trace.filter(({ body }) => [...deleted, "Кино"].includes(body.roomName));
    const saves = await replayTrace(again, "arrivedAt", (room) => storage.saveRoom(room));
    expect(new Set(saves.map(({ outcome }) => outcome))).toEqual(new Set(["accepted", "gone"]));
    expect(await storage.listRooms()).toEqual(
      before.filter(({ roomName }) => !deleted.includes(roomName)),
    );
    for (const roomName of deleted) expect(await storage.hasRoom(roomName)).toBe(false);
    for (const { room } of await storage.listTrash()) {
      if (before.some(({ createdAt }) => createdAt === room.createdAt)) {
        await storage.restoreRoom(room.roomName, room.createdAt);
      }
    }
    expectRecordedRooms({ rooms: await storage.listRooms(), trash: await storage.listTrash() });
  });
});

describe("bare requests", () => {
  it("store every room, its matches and their times, and the former incarnations", async () => {
    const authorization = `Bearer ${await newToken("bare")}`;
    const api = async (method: string, address: string, body?: unknown) => {
      const response = await fetch(`${server.url}/api/v1${address}`, {
        method,
        headers: { authorization, "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const reply = await response.json();
      if (!response.ok) throw Object.assign(new Error(reply.detail), { code: reply.code });
      return reply;
    };
    const spellings = [
      (name: string) => `/room?name=${encodeURIComponent(name)}`,
      (name: string) => `/rooms/${encodeURIComponent(name)}`,
    ];
    let turn = 0;
    const saves = await replayTrace(trace, "arrivedAt", async (room) => {
      turn += 1;
      await api("PUT", (spellings[turn % 2] ?? spellings[0])?.(room.roomName) ?? "", room);
    });
    expect(saves.filter(({ outcome }) => outcome !== "accepted")).toEqual([]);

    const page = await api("GET", "/rooms?view=document&limit=200");
    const trash = await api("GET", "/trash?limit=200");
    expect(page.nextCursor).toBeNull();
    const bare = ({ _metadata, ...room }: SerializedRoom) => room as SerializedRoom;
    expectRecordedRooms({
      rooms: page.items.map(bare),
      trash: trash.items.map(({ room, reason }: { room: SerializedRoom; reason: string }) => ({
        room: bare(room),
        reason,
      })),
    });
    for (const expected of expectedRooms()) {
      const name = encodeURIComponent(expected.roomName);
      const { items } = await api("GET", `/room/matches?name=${name}&limit=200`);
      expect(items).toHaveLength(expected.matchCount);
      for (const match of expected.matches.filter((one) => one.firstMatchedAt !== undefined)) {
        const found = items.find((item: { mediaId: string }) => item.mediaId === match.mediaId);
        const late = (match.firstMatchedAt ?? 0) - Date.parse(found?.matchedAt);
        expect(found?.likers.toSorted()).toEqual(match.users.toSorted());
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(match.firstMatchedAtIsUpperBound ? 1_000 : 1);
      }
    }
  });
});
