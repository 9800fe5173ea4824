import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { log } from "@/lib/runtime/log";
import { freshServices } from "@/lib/testing/fresh-services";
import { handleApi, noQuery } from "@/lib/web/api/handle-api";
import { logCounted } from "./counted-log";

let lines: unknown[];
let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(() => {
  lines = [];
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  for (const level of ["info", "error"] as const) {
    vi.spyOn(log(), level).mockImplementation(((facts: unknown, message: string) => {
      const { code, count } = facts as { code?: string; count?: number };
      lines.push([level, code, count, message]);
    }) as never);
  }
});
afterEach(() => {
  vi.advanceTimersByTime(3 * LIMITS.refusalLogMs);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("of many refusals the first is logged, and then one line a minute with their number", () => {
  for (let i = 0; i < 1_000; i += 1) logCounted("info", "too_many_requests", {});
  logCounted("error", "unavailable", {});
  expect(lines).toEqual([
    ["info", "too_many_requests", 1, "request"],
    ["error", "unavailable", 1, "request"],
  ]);
  vi.advanceTimersByTime(LIMITS.refusalLogMs);
  expect(lines.slice(2)).toEqual([
    ["info", "too_many_requests", 999, "requests in the last minute"],
  ]);
  logCounted("info", "too_many_requests", {});
  expect(lines).toHaveLength(3);
  vi.advanceTimersByTime(LIMITS.refusalLogMs);
  expect(lines.slice(3)).toEqual([["info", "too_many_requests", 1, "requests in the last minute"]]);
  vi.advanceTimersByTime(LIMITS.refusalLogMs);
  logCounted("info", "too_many_requests", {});
  expect(lines.slice(4)).toEqual([["info", "too_many_requests", 1, "request"]]);
});

test("a hundred requests that are refused write one line", async () => {
  const get = handleApi({
    ...{ action: "room.list", summary: "", scope: "rooms:read", query: noQuery, example: {} },
    run: async () => ({ status: 204 }),
  });
  for (let i = 0; i < 100; i += 1) {
    const { status } = await get(new Request("http://x.example/api/v1/rooms"));
    expect(status).toBe(401);
  }
  expect(lines).toEqual([["info", "unauthorized", 1, "request"]]);
});
