import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { admin, ines, sven } from "@/lib/testing/actors";
import { callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { getAnalytics } from "./get-analytics";
import { PERIOD_DAYS, type PeriodName } from "./period";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer({ poolWaitMs: 600_000 });
  token = await api.token();
});
afterAll(() => api.close());

const NOW = new Date("2026-11-19T20:00:00Z");
const PERIODS = Object.keys(PERIOD_DAYS) as PeriodName[];

function readFigures(ctx: Context, period: PeriodName, timeZone = "UTC") {
  return getAnalytics(ctx, { period, timeZone, whose: "mine", now: NOW });
}

/** Takes every connection of the analytics pool, so that new figures wait until the connections are released. */
async function holdConnections() {
  const { analyticsPool } = api.services;
  const held = await Promise.all(
    Array.from({ length: LIMITS.analyticsConnectionsMax }, () => analyticsPool.connect()),
  );
  return () => {
    for (const client of held) client.release();
  };
}

test("while figures wait for connections, reads, saves and lists still work", async () => {
  const giveBack = await holdConnections();
  const looks = [ines, sven, admin].flatMap((ctx) =>
    PERIODS.map((period) => readFigures(ctx, period).catch((error) => error)),
  );
  expect(api.services.admission.load("heavy").running).toBe(LIMITS.analyticsConnectionsMax);
  for (let i = 0; i < 20; i += 1) {
    const path = `/api/v1/room?name=beside${i}`;
    const body = roomDocument(`beside${i}`);
    expect((await callApi(api, { method: "PUT", path, token, body })).status).toBe(201);
    expect((await callApi(api, { method: "GET", path, token })).status).toBe(200);
  }
  expect((await callApi(api, { method: "GET", path: "/api/v1/rooms", token })).status).toBe(200);
  giveBack();
  await Promise.all(looks);
  expect(api.services.admission.load("heavy")).toEqual({ running: 0, waiting: 0 });
});

test("equal requests share one query, and a person has one query at a time", async () => {
  const { admission, analyticsPool } = api.services;
  const giveBack = await holdConnections();
  const equal = Array.from({ length: 12 }, () => readFigures(ines, "4w"));
  expect(admission.load("heavy")).toEqual({ running: 1, waiting: 0 });
  const other = readFigures(ines, "all");
  expect(admission.load("heavy")).toEqual({ running: 1, waiting: 1 });
  const another = readFigures(sven, "4w");
  expect(admission.load("heavy")).toEqual({ running: 2, waiting: 1 });
  expect(analyticsPool.waitingCount).toBe(2);
  giveBack();
  const [first, ...rest] = await Promise.all(equal);
  for (const one of rest) expect(one).toBe(first);
  await Promise.all([other, another]);
});

test("if too many figures are requested, some requests are refused immediately with a Retry-After", async () => {
  const giveBack = await holdConnections();
  const zones = Intl.supportedValuesOf("timeZone").slice(0, 100);
  const looks = zones.map((zone) => readFigures(ines, "4w", zone));
  const settled = Promise.allSettled(looks);
  expect(api.services.admission.load("heavy")).toEqual({
    running: 1,
    waiting: LIMITS.heavyWaitingMax,
  });
  // A person with no waiting requests is served before a person with many.
  const others = readFigures(sven, "4w");
  giveBack();
  await others;
  const results = await settled;
  const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused).toHaveLength(100 - 1 - LIMITS.heavyWaitingMax);
  for (const { code, details } of refused) {
    expect(code).toBe("overloaded");
    expect(details.retryAfterSeconds).toBeGreaterThan(0);
  }
});
