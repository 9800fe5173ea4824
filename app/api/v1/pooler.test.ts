import { afterAll, beforeAll, expect, test } from "vitest";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { getServices } from "@/lib/runtime/services";
import { createSignInLink } from "@/lib/sign-in/create-sign-in-link";
import { spendSignInLink } from "@/lib/sign-in/spend-sign-in-link";
import { sweepRooms } from "@/lib/sweeper/sweep-rooms";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { SETUP } from "@/lib/testing/fresh-services";
import { readStream } from "@/lib/testing/read-stream";
import { startPgBouncer, type TestPgBouncer } from "@/lib/testing/start-pgbouncer";

/** The whole API behind a pooler in transaction mode: every transaction can have another session. */

let api: ApiServer;
let bouncer: TestPgBouncer;
let token: string;
beforeAll(async () => {
  api = await startApiServer({
    ratePerToken: 100_000,
    through: async (url) => {
      bouncer = await startPgBouncer(url, "transaction", { default_pool_size: 6 });
      return bouncer.url;
    },
  });
  token = await api.token(["rooms:read", "rooms:write", "rooms:delete", "events:read"]);
});
afterAll(async () => {
  await api?.close();
  await bouncer?.stop();
});

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callApi(api, { method, path: `/api/v1/${path}`, token, body, headers });

test("simultaneous writers: nothing is refused and nothing is lost", async () => {
  await Promise.all(
    Array.from({ length: 12 }, async (_, writer) => {
      for (let round = 0; round < 6; round += 1) {
        const name = `room-${(writer + round) % 4}`;
        const body = roomDocument(name, { ratings: {}, userProgress: {} });
        expect([200, 201]).toContain((await send("PUT", `room?name=${name}`, body)).status);
        const ratings = { [`m${writer}-${round}`]: [[`p${writer}`, "like", round]] };
        const answer = await send("POST", `room/ratings?name=${name}`, { ratings });
        expect(answer.status).toBe(200);
        expect((await send("GET", `rooms?limit=2`)).status).toBe(200);
      }
    }),
  );
  const rooms = await Promise.all([0, 1, 2, 3].map((n) => send("GET", `room?name=room-${n}`)));
  const kept = rooms.flatMap(({ json }) => Object.values(json.ratings).flat());
  expect(kept).toHaveLength(72);
});

test("a batch with a key, its replay, a lease, a deletion and a restore", async () => {
  const operations = [1, 2, 3].map((n) => ({ op: "save", room: roomDocument(`batch ${n}`) }));
  const key = { "idempotency-key": "once" };
  const first = await send("POST", "batch", { operations }, key);
  const again = await send("POST", "batch", { operations }, key);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.text).toBe(first.text);
  await send("PUT", "room?name=leased", roomDocument("leased"));
  const lease = { instance: "a", connections: 1, ttlSeconds: 30 };
  expect((await send("PUT", "room/lease?name=leased", lease)).status).toBe(200);
  expect((await send("DELETE", "room?name=leased")).status).toBe(204);
  const createdAt = roomDocument("leased").createdAt;
  const back = await send("POST", `room/restore?name=leased&createdAt=${createdAt}`);
  expect(back.status).toBeLessThan(300);
});

test("events arrive without LISTEN", async () => {
  const stream = readStream(`${api.url}/api/v1/events`, { token });
  let opened = await stream.next();
  while (opened.value?.event === "") opened = await stream.next();
  expect(opened.value?.event).toBe("stream.opened");
  await send("PUT", "room?name=heard", roomDocument("heard"));
  for await (const { data } of stream) {
    if (data?.room?.name === "heard") break;
  }
  const listening = "select 1 from pg_stat_activity where query ilike 'listen%'";
  expect(
    (await api.services.pool.query(`${listening} and datname = current_database()`)).rows,
  ).toEqual([]);
});

test("a job runs on one instance at a time and leaves no lock behind", async () => {
  const runs = await Promise.all([
    sweepRooms(getServices()),
    sweepRooms(getServices()),
    sweepRooms(getServices()),
  ]);
  expect(runs.filter(({ ran }) => ran).length).toBeGreaterThanOrEqual(1);
  expect((await sweepRooms(getServices())).ran).toBe(true);
  const { rows } = await api.services.pool.query(
    `select 1 from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
  );
  expect(rows).toEqual([]);
});

test("sign-in and figures work", async () => {
  const link = await createSignInLink(SETUP);
  const code = new URL(link.url).searchParams.get("code") ?? "";
  const visit = { code, userAgent: null, formerSessionId: null };
  expect((await spendSignInLink(SETUP, visit)).sessionId).toBeTruthy();
  const actor = {
    kind: "person",
    id: "4711",
    name: "mara_k",
    role: "owner",
    banned: false,
  } as const;
  const input = { period: "4w", timeZone: "UTC", whose: "mine" } as const;
  expect(await getAnalytics({ ...SETUP, actor }, input)).toBeTruthy();
});

test("the instance is ready, and the pooler has refused nothing", async () => {
  expect((await callApi(api, { method: "GET", path: "/api/health/ready" })).status).toBe(200);
  expect(bouncer.log()).not.toMatch(/unsupported|prepared statement|ERROR/);
});
