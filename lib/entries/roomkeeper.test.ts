import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import type { SerializedRoom } from "@/lib/match/room";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { createRoomkeeper, type RoomkeeperOptions } from "./roomkeeper";

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api?.close());

let spaces = 0;
interface Sent {
  method: string;
  path: string;
  body: string;
}

/** A client for a new space, and the requests that it sent. */
async function newClient(options: Partial<RoomkeeperOptions> = {}) {
  spaces += 1;
  const token = await api.token(undefined, await api.space(`client ${spaces}`));
  const sent: Sent[] = [];
  const send = options.fetch ?? fetch;
  const client = createRoomkeeper({
    url: api.url,
    token,
    ...options,
    fetch: (address, init) => {
      const { pathname } = new URL(address);
      sent.push({ method: init.method ?? "", path: pathname, body: String(init.body ?? "") });
      return send(address, init);
    },
  });
  return { client, sent, token };
}

const room = (roomName: string, changes: Partial<SerializedRoom> = {}): SerializedRoom => ({
  roomName,
  sort: "random",
  createdAt: "2026-10-01T20:00:00.000Z",
  creatorPlexUserId: 4711,
  creatorPlexUsername: "mara_k",
  ...changes,
});
const names = (count: number) => Array.from({ length: count }, (_, index) => `room ${index}`);

/** An API that is unavailable until the test starts it. */
function awayFetch() {
  const gate = { isAway: true };
  const send: typeof fetch = (address, init) =>
    gate.isAway ? Promise.reject(new TypeError("away")) : fetch(address, init);
  return { gate, fetch: send as RoomkeeperOptions["fetch"] };
}

describe("one request for many", () => {
  it("sends saves of different rooms in one request, and each save gets its own result", async () => {
    const { client, sent } = await newClient();
    const saves = names(50).map((name) => client.saveRoom(room(name)));
    await Promise.all(saves);
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /api/v1/batch"]);
    await client.deleteRoom("room 7");
    const again = await Promise.allSettled(names(50).map((name) => client.saveRoom(room(name))));
    const refused = again.flatMap((one, index) =>
      one.status === "rejected" ? [[index, one.reason.code, one.reason.details.reason]] : [],
    );
    expect(refused).toEqual([[7, "gone", "deleted"]]);
    await client.close();
  });

  it("keeps the order of a room, and sends a single save without a batch", async () => {
    const { client, sent } = await newClient();
    await client.saveRoom(room("alone"));
    const outcomes = await Promise.all([
      client.appendRatings("alone", { m1: [["Ann", "like", 5]] }),
      client.takeBackRating("alone", { mediaId: "m1", userName: "Ann" }),
      client.deleteRoom("alone"),
      client.restoreRoom("alone", room("alone").createdAt),
      client.appendRatings("alone", { m2: [["Ann", "like", 6]] }),
    ]);
    expect(outcomes[1]).toBe(true);
    expect((await client.getRoom("alone"))?.ratings).toEqual({ m2: [["Ann", "like", 6]] });
    expect(sent[0]).toMatchObject({ method: "PUT", path: "/api/v1/room" });
    await client.close();
  });

  it("splits changes that are too large for one request", async () => {
    const { client, sent } = await newClient({ batchMax: 10 });
    await Promise.all(names(35).map((name) => client.saveRoom(room(name))));
    expect(sent.filter(({ path }) => path.endsWith("/batch")).length).toBeGreaterThanOrEqual(4);
    const big = { note: "x".repeat(400_000) };
    await Promise.all(names(5).map((name) => client.saveRoom(room(`big ${name}`, big))));
    expect(Math.max(...sent.map(({ body }) => body.length))).toBeLessThan(1_300_000);
    expect(await client.listRooms()).toHaveLength(40);
    await client.close();
  });

  it("sends single requests to a server that does not support batches", async () => {
    const { client, sent } = await newClient({
      fetch: (address, init) =>
        address.endsWith("/batch")
          ? Promise.resolve(new Response("{}", { status: 404 }))
          : fetch(address, init),
    });
    await Promise.all(names(5).map((name) => client.saveRoom(room(name))));
    await client.deleteRoom("room 1");
    expect(sent.filter(({ path }) => path.endsWith("/batch"))).toHaveLength(1);
    expect(await client.listRooms()).toHaveLength(4);
    await client.close();
  });
});

describe("while the API is unavailable", () => {
  it("keeps and joins accepted changes, and sends them when the API is available again", async () => {
    const { gate, fetch: send } = awayFetch();
    const { client, sent } = await newClient({ fetch: send });
    const saves = Array.from({ length: 200 }, (_, index) =>
      client.saveRoom(
        room(`room ${index % 4}`, { ratings: { film: [[`p${index}`, "like", index]] } }),
      ),
    );
    await expect.poll(() => sent.length).toBeGreaterThan(2);
    expect(client.buffered()).toMatchObject({ rooms: 4 });
    expect(client.buffered().changes).toBeLessThanOrEqual(8);
    gate.isAway = false;
    await Promise.all(saves);
    await client.flush();
    expect(client.buffered()).toEqual({ changes: 0, rooms: 0, units: 0 });
    const rooms = await client.listRooms();
    expect(rooms.map(({ ratings }) => ratings?.film?.length)).toEqual([50, 50, 50, 50]);
    await client.close();
  });

  it("does not overload the API: after five failures it waits before the next attempt", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
    const { client, sent } = await newClient({ fetch: () => Promise.reject(new TypeError("x")) });
    const save = client.saveRoom(room("patient")).catch(() => {});
    await vi.advanceTimersByTimeAsync(60_000);
    const knocks = sent.length;
    expect(knocks).toBeGreaterThan(5);
    expect(knocks).toBeLessThan(40);
    const closed = client.close({ timeoutMs: 100 });
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    await Promise.all([save, closed]);
  });

  it("refuses changes when the buffer is full, and drops no accepted change", async () => {
    const { gate, fetch: send } = awayFetch();
    const { client } = await newClient({ fetch: send, bufferedMax: 10 });
    const saves = names(12).map((name) => client.saveRoom(room(name)));
    const full = await Promise.allSettled(saves.slice(10));
    expect(full.map((one) => one.status === "rejected" && one.reason.code)).toEqual([
      "buffer_full",
      "buffer_full",
    ]);
    // Another save of a waiting room is joined to it and takes no place in the buffer.
    const joined = client.saveRoom(room("room 3", { ratings: { m: [["Ann", "like", 5]] } }));
    gate.isAway = false;
    await Promise.all([...saves.slice(0, 10), joined]);
    expect(await client.listRooms()).toHaveLength(10);
    await client.close();
  });

  it("a caller can stop waiting while the save continues", async () => {
    const { gate, fetch: send } = awayFetch();
    const { client } = await newClient({ fetch: send });
    const leaving = new AbortController();
    const impatient = client.saveRoom(room("kept 1"), { timeoutMs: 20 });
    const left = client.saveRoom(room("kept 2"), { signal: leaving.signal });
    leaving.abort();
    const over = { code: "unavailable" };
    await Promise.all([
      expect(impatient).rejects.toMatchObject(over),
      expect(left).rejects.toMatchObject(over),
    ]);
    gate.isAway = false;
    await client.flush();
    expect(await client.listRooms()).toHaveLength(2);
    await client.close();
  });

  it("closes within the given time, and rejects lost changes", async () => {
    const { client } = await newClient({ fetch: () => Promise.reject(new TypeError("away")) });
    const save = client.saveRoom(room("lost"));
    await Promise.all([
      expect(save).rejects.toMatchObject({ code: "unavailable" }),
      client.close({ timeoutMs: 50 }),
    ]);
    await expect(client.saveRoom(room("late"))).rejects.toThrow("closed");
  });
});

test("flush rejects with the refused changes", async () => {
  const { client } = await newClient();
  await client.saveRoom(room("one"));
  await client.deleteRoom("one");
  const refused = client.saveRoom(room("one")).catch((error: unknown) => error);
  client.saveRoom(room("two"));
  const flushed = await client.flush().catch((error: unknown) => error);
  expect(flushed).toBeInstanceOf(AggregateError);
  expect((flushed as AggregateError).errors).toEqual([await refused]);
  await client.close();
});

test("an error has its code, its reason and the request id of the server's log", async () => {
  const { client } = await newClient();
  await client.saveRoom(room("x"));
  await client.deleteRoom("x");
  await expect(client.saveRoom(room("x"))).rejects.toMatchObject({
    name: "StorageError",
    code: "gone",
    details: { reason: "deleted", requestId: expect.stringMatching(/^rq_/) },
  });
  await client.close();
});

test("check says what the token may do, or what is wrong", async () => {
  const { client } = await newClient();
  expect(await client.check()).toMatchObject({
    space: expect.stringContaining("client"),
    expiresAt: null,
  });
  await client.close();
  const wrong = createRoomkeeper({ url: api.url, token: "rk_wrong" });
  await expect(wrong.check()).rejects.toMatchObject({ code: "unauthorized" });
  await wrong.close();
  expect(() => createRoomkeeper({ url: "over there", token: "x" })).toThrow(/url/);
  expect(() => createRoomkeeper({ url: api.url, token: "" })).toThrow(/token/);
});

test("rooms are read page by page, and matches are listed", async () => {
  const { client } = await newClient();
  await Promise.all(names(250).map((name) => client.saveRoom(room(name))));
  const seen: string[] = [];
  for await (const { roomName } of client.rooms()) seen.push(roomName);
  expect(seen.sort()).toEqual(names(250).sort());
  await client.appendRatings("room 1", {
    m1: [
      ["Ann", "like", 5],
      ["bob", "like", 9],
    ],
  });
  expect(await client.matches("room 1")).toMatchObject([
    { mediaId: "m1", matchedAt: new Date(9).toISOString() },
  ]);
  await client.close();
});

test("events arrive while there is a handler, and continue after a given event", async () => {
  const { client, token } = await newClient();
  const opened = new Promise((resolve) => client.on("events.opened", resolve));
  const heard: string[] = [];
  const stop = client.on("room.deleted", ({ room: { name } }) => heard.push(name));
  client.on("room.*", ({ type }) => heard.push(type));
  await opened;
  await client.saveRoom(room("noise"));
  await client.deleteRoom("noise");
  await expect.poll(() => heard).toEqual(["room.created", "noise", "room.deleted"]);
  stop();
  await client.restoreRoom("noise", room("noise").createdAt);
  await expect.poll(() => heard.at(-1)).toBe("room.restored");
  const lastEventId = client.lastEventId();
  await client.close();
  const writer = createRoomkeeper({ url: api.url, token });
  await writer.deleteRoom("noise");
  const later = createRoomkeeper({ url: api.url, token, lastEventId });
  const next = await new Promise<{ type: string }>((resolve) => later.on("room.*", resolve));
  expect(next.type).toBe("room.deleted");
  await Promise.all([later.close(), writer.close()]);
});

test("a listener without the scope gets an error, and tries again slowly", async () => {
  const token = await api.token(["rooms:read"]);
  const client = createRoomkeeper({ url: api.url, token });
  const error = await new Promise<Error & { code?: string }>((resolve) => {
    client.on("error", resolve);
    client.on("room.*", () => {});
  });
  expect(error.code).toBe("forbidden");
  await client.close();
});
