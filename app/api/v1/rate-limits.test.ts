import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createRateLimiter } from "@/lib/rates/rate-limiter";
import { type ApiAnswer, callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { startInstance } from "@/lib/testing/start-instance";
import { newToken } from "@/lib/tokens/token";

const LIMIT = 100;

let api: ApiServer;
beforeAll(async () => {
  api = await startApiServer({ ratePerToken: LIMIT, ratePerAddress: 30 });
});
afterAll(async () => {
  await api?.close();
});

/** Counts start again with each minute of the clock, so a test that counts must not continue into the next minute. */
async function awaitRoomInMinute(): Promise<void> {
  const leftMs = 60_000 - (Date.now() % 60_000);
  if (leftMs < 15_000) await new Promise((resolve) => setTimeout(resolve, leftMs + 50));
}

const list = (token: string, url = api.url) =>
  callApi({ url }, { method: "GET", path: "/api/v1/rooms", token });
const left = ({ headers }: ApiAnswer) =>
  Number(/r=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1]);

test("every reply says how many requests are left, and too many requests are refused with the time to wait", async () => {
  await awaitRoomInMinute();
  const token = await api.token();
  const first = await list(token);
  expect(first.headers.get("ratelimit-policy")).toBe(`"token";q=${LIMIT};w=60`);
  expect(first.headers.get("ratelimit")).toMatch(/^"token";r=99;t=\d+$/);
  const flood = await Promise.all(Array.from({ length: 150 }, () => list(token)));
  const refused = flood.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(150 - 99);
  expect(refused[0]?.json).toMatchObject({ code: "too_many_requests", status: 429 });
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused[0]?.headers.get("ratelimit")).toMatch(/r=0;/);
  const other = await api.token();
  const others = await Promise.all(Array.from({ length: 50 }, () => list(other)));
  expect(others.every(({ status }) => status === 200)).toBe(true);
});

test("a refused request does nothing", async () => {
  await awaitRoomInMinute();
  const token = await api.token();
  await Promise.all(Array.from({ length: LIMIT }, () => list(token)));
  const save = await callApi(api, {
    method: "PUT",
    path: "/api/v1/room?name=late",
    token,
    body: roomDocument("late"),
  });
  expect(save.status).toBe(429);
  const { rowCount } = await api.services.pool.query("select 1 from room where name = 'late'");
  expect(rowCount).toBe(0);
});

test("a batch counts as one request for every hundred operations", async () => {
  await awaitRoomInMinute();
  const token = await api.token();
  const operations = Array.from({ length: 1_000 }, () => ({ op: "delete", name: "nowhere" }));
  const body = { operations };
  const answer = await callApi(api, { method: "POST", path: "/api/v1/batch", token, body });
  expect([answer.status, left(answer)]).toEqual([200, LIMIT - 10]);
});

test("guesses of tokens are limited, and a valid token from the same address still works", async () => {
  await awaitRoomInMinute();
  const token = await api.token();
  const guesses = await Promise.all(Array.from({ length: 40 }, () => list(newToken())));
  const statuses = guesses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const refused = guesses.find(({ status }) => status === 429);
  expect(refused?.headers.get("ratelimit")).toMatch(/^"address";r=0;t=\d+$/);
  expect(refused?.headers.get("ratelimit-policy")).toBe('"address";q=30;w=60');
  expect((await list(token)).status).toBe(200);
});

test("behind a trusted proxy the last forwarded address counts, and an IPv6 network counts as one address", async () => {
  await awaitRoomInMinute();
  const instance = await startInstance(api.databaseUrl, {
    RATE_LIMIT_PER_ADDRESS: "10",
    TRUST_PROXY: "true",
  });
  const guess = async (from: string) => {
    const headers = { "x-forwarded-for": from };
    const path = "/api/v1/rooms";
    return (await callApi(instance, { method: "GET", path, token: newToken(), headers })).status;
  };
  const many = async (from: (index: number) => string) =>
    Promise.all(Array.from({ length: 12 }, (_, index) => guess(from(index))));
  const refused = (statuses: number[]) => statuses.filter((status) => status === 429).length;
  expect(refused(await many((index) => `2001:db8:1:2::${index + 1}`))).toBe(2);
  expect(refused(await many((index) => `2001:db8:1:${index + 3}::1`))).toBe(0);
  expect(refused(await many(() => "198.51.100.7, 203.0.113.9"))).toBe(2);
  expect(refused(await many((index) => `192.0.2.9:${50_000 + index}`))).toBe(2);
  expect(refused(await many((index) => `[2001:db8:9:9::1]:${50_000 + index}`))).toBe(2);
  expect(await guess("203.0.113.9, 198.51.100.7")).toBe(401);
  await instance.kill();
});

describe.each([
  ["Postgres", {}],
  ["Redis", { REDIS_URL: inject("redisUrl") }],
] as [string, Record<string, string>][])("two instances over %s", (_, variables) => {
  test("share one limit for a token, apart from requests within a quarter of a second", async () => {
    const settings = { ...variables, RATE_LIMIT_PER_TOKEN: String(LIMIT) };
    const instances = await Promise.all([1, 2].map(() => startInstance(api.databaseUrl, settings)));
    await awaitRoomInMinute();
    const token = await api.token();
    let passed = 0;
    for (let round = 0; round < 30; round += 1) {
      for (const { url } of instances) {
        const answers = await Promise.all(Array.from({ length: 4 }, () => list(token, url)));
        passed += answers.filter(({ status }) => status === 200).length;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(passed).toBeGreaterThanOrEqual(LIMIT);
    // Each instance alone would have accepted 100; the tolerance is what both accept between two exchanges of counts.
    expect(passed).toBeLessThan(LIMIT * 1.5);
    await Promise.all(instances.map((instance) => instance.kill()));
  });
});

test("while Redis is unavailable, each instance counts by itself, and nothing fails", async () => {
  const limiter = createRateLimiter("alone", 5, { add: () => Promise.reject(new Error("away")) });
  const states = [];
  for (let i = 0; i < 7; i += 1) states.push(limiter.take("x").isOver);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(states.slice(0, 5)).toEqual([false, false, false, false, false]);
  expect(states.slice(5)).toEqual([true, true]);
  await limiter.close();
});

test("counts from the time when Redis was unavailable are sent when it is back", async () => {
  const told: number[] = [];
  let isAway = true;
  const limiter = createRateLimiter("back", 100, {
    async add(uses) {
      if (isAway) throw new Error("away");
      told.push(...uses.map(({ by }) => by));
      return uses.map(({ by }) => by + 50);
    },
  });
  await awaitRoomInMinute();
  for (let i = 0; i < 3; i += 1) limiter.take("x");
  await new Promise((resolve) => setTimeout(resolve, 300));
  isAway = false;
  await expect.poll(() => told).toEqual([3]);
  await expect.poll(() => limiter.take("x").remaining).toBeLessThan(50);
  await limiter.close();
});
