import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  await surroundWithOtherKinds(api.services.pool);
  token = await api.token();
});
afterAll(() => api.close());

const address = (name: string) => `/api/v1/room/lease?name=${name}`;

async function openRoom(name: string): Promise<void> {
  const path = `/api/v1/room?name=${name}`;
  await callApi(api, { method: "PUT", path, token, body: roomDocument(name) });
}

function hold(name: string, instance: string, more: Record<string, unknown> = {}) {
  const body = { instance, connections: 3, ...more };
  return callApi(api, { method: "PUT", path: address(name), token, body });
}

const get = (name: string) => callApi(api, { method: "GET", path: address(name), token });
const lapse = (name: string) =>
  api.services.pool.query(
    `update room_lease set expires_at = clock_timestamp() from room
     where room.id = room_lease.room_id and room.name = $1`,
    [name],
  );

test("an instance takes a lease, renews it and releases it", async () => {
  await openRoom("held");
  const first = (await hold("held", "tv-1")).json.lease;
  expect(first).toMatchObject({ instance: "tv-1", connections: 3, live: true });
  expect(Date.parse(first.expiresAt) - Date.parse(first.renewedAt)).toBe(60_000);
  const again = (await hold("held", "tv-1", { connections: 5, ttlSeconds: 10 })).json.lease;
  expect(again.heldSince).toBe(first.heldSince);
  expect(Date.parse(again.expiresAt) - Date.parse(again.renewedAt)).toBe(10_000);
  expect((await get("held")).json.lease).toMatchObject({ instance: "tv-1", connections: 5 });
  const release = (instance: string) =>
    callApi(api, { method: "DELETE", path: `${address("held")}&instance=${instance}`, token });
  expect((await release("tv-2")).status).toBe(204);
  expect((await get("held")).status).toBe(200);
  expect((await release("tv-1")).status).toBe(204);
  expect((await get("held")).status).toBe(404);
});

test("another instance learns who holds the lease, and can take it when it has ended, or on purpose, which is audited", async () => {
  await openRoom("wanted");
  await hold("wanted", "tv-1");
  const refused = await hold("wanted", "tv-2");
  expect([refused.status, refused.json.code]).toEqual([409, "lease_held"]);
  expect(refused.json.detail).toContain("tv-1");
  await lapse("wanted");
  expect((await get("wanted")).json.lease).toMatchObject({ instance: "tv-1", live: false });
  expect((await hold("wanted", "tv-2")).json.lease.instance).toBe("tv-2");
  const taken = await hold("wanted", "tv-3", { take: true });
  expect(taken.json.lease).toMatchObject({ instance: "tv-3", live: true });
  expect((await hold("wanted", "tv-2")).status).toBe(409);
  const { rows } = await api.services.pool.query(
    "select action, room_name, detail from audit_entry where action = 'room.take-lease'",
  );
  expect(rows).toEqual([
    {
      action: "room.take-lease",
      room_name: "wanted",
      detail: { instance: "tv-3", from: "tv-2" },
    },
  ]);
});

test("of fifty instances that ask at the same time, exactly one gets the lease", async () => {
  await openRoom("race");
  const ask = () =>
    Promise.all(Array.from({ length: 50 }, (_, index) => hold("race", `tv-${index}`)));
  const first = await ask();
  expect(first.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(first.filter(({ status }) => status === 409)).toHaveLength(49);
  await lapse("race");
  const second = await ask();
  expect(second.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("renewing a lease does not change the room, but a room with connected people does not expire", async () => {
  await openRoom("busy");
  await openRoom("empty");
  const turnBack = `update room set touched_at = now() - interval '80 days',
    expires_at = now() + interval '10 days' where kind = 'match' and name in ('busy', 'empty')`;
  await api.services.pool.query(turnBack);
  const look = async () =>
    (
      await api.services.pool.query(
        `select name, version, expires_at > now() + interval '80 days' as is_kept,
           (select count(*)::int from event_outbox e where e.room_id = r.id) +
           (select count(*)::int from event e where e.room_id = r.id) as events
         from room r where kind = 'match' and name in ('busy', 'empty') order by name`,
      )
    ).rows;
  await hold("busy", "tv-1", { connections: 1 });
  await hold("empty", "tv-1", { connections: 0 });
  expect(await look()).toEqual([
    { name: "busy", version: 1, is_kept: true, events: 1 },
    { name: "empty", version: 1, is_kept: false, events: 1 },
  ]);
});

test.each([
  ["no instance", { connections: 1 }],
  ["an empty one", { instance: "", connections: 1 }],
  ["a long one", { instance: "x".repeat(101), connections: 1 }],
  ["half a character", { instance: "\ud83d", connections: 1 }],
  ["no connections", { instance: "tv-1" }],
  ["fewer than zero people", { instance: "tv-1", connections: -1 }],
  ["a fraction of a person", { instance: "tv-1", connections: 0.5 }],
  ["too short a time", { instance: "tv-1", connections: 1, ttlSeconds: 4 }],
  ["too long a time", { instance: "tv-1", connections: 1, ttlSeconds: 301 }],
  ["something else", { instance: "tv-1", connections: 1, color: "red" }],
])("%s: refused", async (_, body) => {
  await openRoom("illegal");
  const answer = await callApi(api, { method: "PUT", path: address("illegal"), token, body });
  expect([answer.status, answer.json.code]).toEqual([422, "invalid_document"]);
  expect((await get("illegal")).status).toBe(404);
});
