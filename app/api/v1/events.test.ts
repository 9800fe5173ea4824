import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { eventStreams } from "@/lib/events/open-streams";
import { extendRoom } from "@/lib/rooms/extend-room";
import { lockRoom } from "@/lib/rooms/lock-room";
import { unlockRoom } from "@/lib/rooms/unlock-room";
import { getServices } from "@/lib/runtime/services";
import { sweepRooms } from "@/lib/sweeper/sweep-rooms";
import { admin } from "@/lib/testing/actors";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SETUP } from "@/lib/testing/fresh-services";
import { readStream, type SentEvent } from "@/lib/testing/read-stream";
import { createToken } from "@/lib/tokens/create-token";
import { revokeToken } from "@/lib/tokens/revoke-token";

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer();
});
afterAll(() => api.close());

/** A new space with a token that has every scope, and functions that send requests with it. */
async function newSpace(name: string) {
  const spaceId = await api.space(name);
  const scopes = ["rooms:read", "rooms:write", "rooms:delete", "events:read"] as const;
  const { id, token } = await createToken(SETUP, { spaceId, label: name, scopes });
  const send = (method: string, path: string, body?: unknown) =>
    callApi(api, { method, path: `/api/v1/${path}`, token, body });
  return {
    token,
    tokenId: id,
    send,
    save: (room: string, changes = {}) =>
      send("PUT", `room?name=${room}`, roomDocument(room, { ratings: {}, ...changes })),
    rate: (room: string, film: string, who = "Ann", value = "like") =>
      send("POST", `room/ratings?name=${room}`, { ratings: { [film]: [[who, value, 5]] } }),
    poll: async (query = "") => (await send("GET", `events${query}`)).json,
    stream: (options: { lastEventId?: string; signal?: AbortSignal; query?: string } = {}) =>
      readStream(`${api.url}/api/v1/events${options.query ?? ""}`, { token, ...options }),
  };
}

const types = (page: { items: { type: string }[] }) => page.items.map(({ type }) => type);

async function take(stream: AsyncGenerator<SentEvent>, count: number): Promise<SentEvent[]> {
  const taken: SentEvent[] = [];
  while (taken.length < count) {
    const { value, done } = await stream.next();
    if (done) break;
    if (value.event) taken.push(value);
  }
  return taken;
}

test("every change of a room is an event, in order, with counts and never with content", async () => {
  const { save, rate, send, poll } = await newSpace("life");
  const created = await save("film club");
  const roomId = created.json._metadata.id;
  await save("film club");
  await rate("film club", "canary-film", "canary-person");
  await rate("film club", "canary-film", "bob");
  await lockRoom(admin, { roomId, reason: "too loud" });
  await unlockRoom(admin, { roomId });
  await extendRoom(admin, { roomId, days: 30 });
  await send("DELETE", "room?name=film club");
  await send("POST", "room/restore?name=film club&createdAt=2026-10-01T20:00:00.000Z");
  await save("film club", { createdAt: "2026-10-02T20:00:00.000Z" });
  await api.services.pool.query(
    "update room set expires_at = now() where name = 'film club' and trashed_at is null",
  );
  await sweepRooms(getServices());
  await api.services.pool.query("update room set purge_at = now() where name = 'film club'");
  await sweepRooms(getServices());
  const page = await poll("?after=0");
  expect(types(page)).toEqual([
    "room.created",
    "room.updated",
    "room.matched",
    "room.locked",
    "room.unlocked",
    "room.rescheduled",
    "room.deleted",
    "room.restored",
    "room.replaced",
    "room.created",
    "room.expired",
    "room.purged",
    "room.purged",
  ]);
  expect(page.items[2]).toMatchObject({
    room: { name: "film club", id: roomId, createdAt: "2026-10-01T20:00:00.000Z", version: 4 },
    data: { ratingCount: 2, matchCount: 1, peopleCount: 2 },
  });
  expect(page.items[3].data).toEqual({ reason: "too loud" });
  const times = page.items.flatMap((item: { at: string; data: Record<string, string> }) => [
    item.at,
    item.data.purgeAt ?? item.at,
    item.data.expiresAt ?? item.at,
  ]);
  expect(times.filter((time: string) => new Date(time).toISOString() !== time)).toEqual([]);
  expect(JSON.stringify(page)).not.toContain("canary");
  const ids = page.items.map(({ id }: { id: string }) => Number(id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
});

test("a change that was refused or rolled back makes no event", async () => {
  const { save, poll } = await newSpace("refused");
  await save("kept");
  const { nextCursor } = await poll("?after=0");
  expect((await save("kept", { createdAt: "2026-09-01T20:00:00.000Z" })).status).toBe(410);
  const client = await api.services.pool.connect();
  await client.query(
    "begin; update room set locked_at = now(), version = version + 1 where name = 'kept'",
  );
  await client.query("rollback");
  client.release();
  expect((await poll(`?after=${nextCursor}`)).items).toEqual([]);
});

test("a poll continues after its cursor, in pages and by type, and starts now if it has no cursor", async () => {
  const { save, poll } = await newSpace("pages");
  const begin = await poll();
  expect(begin).toMatchObject({ items: [], missed: false });
  for (const name of ["a", "b", "c"]) await save(name);
  const first = await poll(`?after=${begin.nextCursor}&limit=2`);
  expect(first.items.map((one: { room: { name: string } }) => one.room.name)).toEqual(["a", "b"]);
  const second = await poll(`?after=${first.nextCursor}&limit=2`);
  expect(second.items.map((one: { room: { name: string } }) => one.room.name)).toEqual(["c"]);
  expect((await poll(`?after=${begin.nextCursor}&types=room.deleted`)).items).toEqual([]);
  expect(
    types(await poll(`?after=${begin.nextCursor}&types=room.created,room.deleted`)),
  ).toHaveLength(3);
});

test("a poll that waits returns the next event of its types", async () => {
  const { save, rate, poll } = await newSpace("waiting");
  const { nextCursor } = await poll();
  const waiting = poll(`?after=${nextCursor}&wait=20&types=room.updated`);
  await save("later");
  await rate("later", "m1");
  expect(types(await waiting)).toEqual(["room.updated"]);
});

test.each([
  ["after=x", "after"],
  ["after=-1", "after"],
  ["types=room.exploded", "types"],
  ["limit=501", "limit"],
  ["wait=31", "wait"],
  ["since=1", "since"],
])("?%s is refused", async (query, field) => {
  const { send } = await newSpace(query);
  const refused = await send("GET", `events?${query}`);
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([400, `/${field}`]);
});

test("a stream starts now, or after its Last-Event-ID", async () => {
  const { save, stream } = await newSpace("stream");
  const live = stream();
  const [opened] = await take(live, 1);
  expect(opened).toMatchObject({ event: "stream.opened", data: { missed: false } });
  await save("one");
  const [one] = await take(live, 1);
  expect(one).toMatchObject({ event: "room.created", data: { room: { name: "one" } } });
  expect(one?.id).toBe(one?.data.id);
  await live.return(undefined);
  await save("two");
  await save("three");
  const names = (events: SentEvent[]) => events.map(({ data }) => data.room?.name);
  const again = stream({ lastEventId: one?.id });
  expect(names(await take(again, 3))).toEqual([undefined, "two", "three"]);
  await again.return(undefined);
  const all = stream({ query: "?after=0" });
  expect(names(await take(all, 4))).toEqual([undefined, "one", "two", "three"]);
  await all.return(undefined);
});

test("a token gets only the events of its own space", async () => {
  const mine = await newSpace("mine");
  const other = await newSpace("other");
  const live = mine.stream();
  await take(live, 1);
  await other.save("secret");
  await mine.save("own");
  const [first] = await take(live, 1);
  expect(first?.data.room.name).toBe("own");
  expect(types(await mine.poll("?after=0"))).toEqual(["room.created"]);
  await live.return(undefined);
});

test("a change that is committed late is not missed, although its row was written first", async () => {
  const { save, stream, poll } = await newSpace("late");
  await save("slow");
  await save("quick");
  await expect.poll(async () => (await poll("?after=0")).items.length).toBe(2);
  const live = stream();
  await take(live, 1);
  const holder = await api.services.pool.connect();
  await holder.query(
    "begin; update room set match_count = 7, version = version + 1 where name = 'slow'",
  );
  await save("quick", { filters: [] });
  expect((await take(live, 1))[0]?.data.room.name).toBe("quick");
  await holder.query("commit");
  holder.release();
  expect((await take(live, 1))[0]).toMatchObject({
    event: "room.matched",
    data: { room: { name: "slow" } },
  });
  await live.return(undefined);
});

test("a consumer that returns too late gets an error that says that events are no longer stored", async () => {
  const { save, stream, poll } = await newSpace("old");
  await save("first");
  const place = (await poll("?after=0")).nextCursor;
  await save("second");
  await poll(`?after=${place}`);
  await api.services.pool.query(
    "update event set at = now() - interval '8 days' where space_id in (select id from space where name = 'old')",
  );
  await sweepRooms(getServices());
  await save("third");
  const late = await poll(`?after=${place}`);
  expect(late.missed).toBe(true);
  expect(late.items.map((one: { room: { name: string } }) => one.room.name)).toEqual(["third"]);
  const live = stream({ lastEventId: place });
  expect((await take(live, 1))[0]?.data).toEqual({ missed: true });
  await live.return(undefined);
  expect((await poll("?after=999999999999")).missed).toBe(true);
});

test("a stream whose token is revoked gets no more events and ends", async () => {
  const { save, stream, tokenId } = await newSpace("revoked");
  const other = await api.token(undefined, await spaceNamed("revoked"));
  const live = stream();
  await take(live, 1);
  await revokeToken(SETUP, { id: tokenId });
  expect((await save("unheard")).status).toBe(401);
  await callApi(api, {
    method: "PUT",
    path: "/api/v1/room?name=unheard",
    token: other,
    body: roomDocument("unheard"),
  });
  expect(await take(live, 1)).toEqual([]);
});

async function spaceNamed(name: string): Promise<string> {
  const { rows } = await api.services.pool.query("select id from space where name = $1", [name]);
  return rows[0].id;
}

test("an idle stream sends comments, and a stream that nobody reads is closed and can be resumed", async () => {
  const { save, stream } = await newSpace("bounds");
  const limits = LIMITS as { eventHeartbeatMs: number; eventStallMs: number };
  const before = { ...limits };
  Object.assign(limits, { eventHeartbeatMs: 50, eventStallMs: 300 });
  try {
    const live = stream();
    await take(live, 1);
    expect((await live.next()).value).toMatchObject({ event: "" });
    await live.return(undefined);

    const names = Array.from({ length: 100 }, (_, index) => `room ${index}`);
    await expect.poll(eventStreams.openInAll).toBe(0);
    const stuck = stream({ query: "?after=0" });
    const [opened] = await take(stuck, 1);
    const big = "x".repeat(400);
    for (const name of names) expect((await save(`${name}${big}`)).status).toBe(201);
    const grow = async () => {
      await api.services.pool.query(
        `update room set document = document || jsonb_build_object('n', random()), version = version + 1
         where space_id = $1 and trashed_at is null`,
        [await spaceNamed("bounds")],
      );
    };
    for (let i = 0; i < 90; i += 1) await grow();
    api.services.events.notifyChange();
    await expect.poll(eventStreams.openInAll).toBe(0);
    const got: SentEvent[] = [];
    await expect(
      (async () => {
        for await (const sent of stuck) if (sent.event) got.push(sent);
      })(),
    ).rejects.toThrow();
    const again = stream({ lastEventId: got.at(-1)?.id ?? opened?.id });
    const rest = await take(again, 1 + 9100 - got.length);
    expect(new Set([...got, ...rest.slice(1)].map(({ id }) => id)).size).toBe(9100);
    await again.return(undefined);
  } finally {
    Object.assign(limits, before);
  }
});

test("300 streams all get the event of one change", async () => {
  const { save, stream } = await newSpace("crowd");
  const streams = Array.from({ length: 300 }, () => stream());
  await Promise.all(streams.map((live) => take(live, 1)));
  await save("heard by all");
  const heard = await Promise.all(streams.map((live) => take(live, 1)));
  expect(heard.every(([one]) => one?.data.room.name === "heard by all")).toBe(true);
  await Promise.all(streams.map((live) => live.return(undefined)));
});
