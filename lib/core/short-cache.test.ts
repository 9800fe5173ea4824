import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createShortCache } from "./short-cache";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("callers within the time share one call; the next one makes a new call", async () => {
  const cache = createShortCache<number>({ keptMs: 1_000, entriesMax: 3 });
  let calls = 0;
  const load = async () => {
    calls += 1;
    return calls;
  };
  expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
  vi.advanceTimersByTime(999);
  expect(await cache.get("a", load)).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await cache.get("a", load)).toBe(2);
});

test("a failure is not kept", async () => {
  const cache = createShortCache<number>({ keptMs: 1_000, entriesMax: 3 });
  await expect(cache.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await cache.get("a", async () => 1)).toBe(1);
});

test("there are never more entries than allowed, and the oldest goes", async () => {
  const cache = createShortCache<string>({ keptMs: 1_000, entriesMax: 2 });
  const asked: string[] = [];
  const ask = (key: string) =>
    cache.get(key, async () => {
      asked.push(key);
      return key;
    });
  for (const key of ["a", "b", "b", "c", "b", "a"]) await ask(key);
  expect(asked).toEqual(["a", "b", "c", "a"]);
});
