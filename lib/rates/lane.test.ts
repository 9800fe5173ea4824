import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLane } from "./lane";

const SAVE_MS = 20;
const SECONDS = 20;
const LANE = { atOnce: 6, waitingMax: 512, soonMs: 1_000, waitMs: 2_000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Callers who save without a pause and try again after Retry-After. Returns how many saves of each succeeded. */
async function flood(callers: number, roomOf: (caller: number) => string): Promise<number[]> {
  const lane = createLane(LANE);
  const saves = Array<number>(callers).fill(0);
  const endMs = performance.now() + SECONDS * 1000;
  const call = async (caller: number) => {
    while (performance.now() < endMs) {
      try {
        const leave = await lane.enter("a token", roomOf(caller));
        await sleep(SAVE_MS);
        leave();
        saves[caller] = (saves[caller] ?? 0) + 1;
      } catch (error) {
        await sleep(
          (error as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds * 1000,
        );
      }
    }
  };
  const all = Promise.all(saves.map((_, caller) => call(caller)));
  await vi.advanceTimersByTimeAsync(SECONDS * 1000 + 30_000);
  await all;
  return saves;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

test.each([
  ["in one room", () => "hot"],
  ["in rooms of their own", (caller: number) => `room ${caller}`],
])("256 callers %s save as much as 16, and each of them can save", async (_, roomOf) => {
  const few = await flood(16, roomOf);
  const many = await flood(256, roomOf);
  expect(sum(many)).toBeGreaterThanOrEqual(sum(few) * 0.97);
  expect(Math.min(...many)).toBeGreaterThan(0);
});

test("a caller that was asked to try again is served before new callers", async () => {
  const lane = createLane({ ...LANE, atOnce: 1, soonMs: 50 });
  const leave = await lane.enter("a token");
  const waiting = [lane.enter("a token"), lane.enter("a token")] as Promise<() => void>[];
  expect(() => lane.enter("a token")).toThrow("Too many requests");
  await vi.advanceTimersByTimeAsync(1_000);
  const back = lane.enter("a token") as Promise<() => void>;
  expect(() => lane.enter("a token")).toThrow("Too many requests");
  leave();
  for (const turn of [...waiting, back]) (await turn)();
});

test("a caller that does not try again blocks nobody for long", async () => {
  const lane = createLane({ ...LANE, atOnce: 1, soonMs: 50 });
  const leave = await lane.enter("a token");
  const waiting = [lane.enter("a token"), lane.enter("a token")] as Promise<() => void>[];
  for (let i = 0; i < 9; i += 1) expect(() => lane.enter("a token")).toThrow();
  leave();
  for (const turn of waiting) (await turn)();
  await vi.advanceTimersByTimeAsync(2_500);
  const next = await lane.enter("a token");
  const second = lane.enter("a token") as Promise<() => void>;
  next();
  (await second)();
});
