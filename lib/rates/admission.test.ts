import { expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { type Admission, type Asked, createAdmission } from "./admission";

const PATIENT = { soonMs: 1e9, waitMs: 1e9 };

/** Work that runs until the test ends it. */
function held(admission: Admission, asked: Asked, log: string[] = []) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const done = admission.run(asked, async () => {
    log.push(asked.key);
    await ended;
  });
  done.catch(() => {});
  return { end, done };
}

const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => "done",
    (error) => error.code,
  );

test("as many operations run as the lane allows, the others wait, and all are carried out", async () => {
  const admission = createAdmission({ ...PATIENT, atOnce: { write: 2 } });
  const work = ["a", "a", "a", "a", "a"].map((key) => held(admission, { lane: "write", key }));
  expect(admission.load("write")).toEqual({ running: 2, waiting: 3 });
  expect(admission.load("read")).toEqual({ running: 0, waiting: 0 });
  for (const { end } of work) end();
  expect(await Promise.all(work.map(({ done }) => codeOf(done)))).toEqual(Array(5).fill("done"));
  expect(admission.load("write")).toEqual({ running: 0, waiting: 0 });
});

test("an operation that fails makes room for another", async () => {
  const admission = createAdmission({ ...PATIENT, atOnce: { write: 1 } });
  const failing = admission.run({ lane: "write", key: "a" }, async () => {
    throw new Error("it broke");
  });
  await expect(failing).rejects.toThrow("it broke");
  expect(admission.load("write")).toEqual({ running: 0, waiting: 0 });
});

test("callers take turns, no matter how many requests one of them sends", async () => {
  const admission = createAdmission({ ...PATIENT, atOnce: { write: 1 } });
  const log: string[] = [];
  const keys = ["first", ...Array(6).fill("flood"), "quiet", "other", "quiet"];
  const work = keys.map((key) => held(admission, { lane: "write", key }, log));
  for (const { end } of work) end();
  await Promise.all(work.map(({ done }) => done));
  expect(log).toEqual([
    "first",
    "flood",
    "quiet",
    "other",
    "flood",
    "quiet",
    ...Array(4).fill("flood"),
  ]);
});

test("writes to one room run one after the other, and writes to other rooms do not wait for them", async () => {
  const admission = createAdmission({ ...PATIENT, atOnce: { write: 3 } });
  const room = (name: string) => held(admission, { lane: "write", key: "a", alone: name });
  const hot = [room("hot"), room("hot"), room("hot")];
  const quiet = room("quiet");
  expect(admission.load("write")).toEqual({ running: 2, waiting: 2 });
  quiet.end();
  await quiet.done;
  for (const { end } of hot) end();
  await Promise.all(hot.map(({ done }) => done));
});

test("if too many requests wait, those of the caller with the most are refused immediately", async () => {
  const admission = createAdmission({ ...PATIENT, atOnce: { write: 1 }, waitingMax: 4 });
  const flood = Array.from({ length: 8 }, () => held(admission, { lane: "write", key: "flood" }));
  expect(await Promise.all(flood.slice(5).map(({ done }) => codeOf(done)))).toEqual(
    Array(3).fill("overloaded"),
  );
  const quiet = held(admission, { lane: "write", key: "quiet" });
  expect(await codeOf(flood[4]?.done as Promise<unknown>)).toBe("overloaded");
  expect(admission.load("write")).toEqual({ running: 1, waiting: 4 });
  for (const { end } of [...flood, quiet]) end();
  expect(await codeOf(quiet.done)).toBe("done");
  expect(await Promise.all(flood.slice(0, 4).map(({ done }) => codeOf(done)))).toEqual(
    Array(4).fill("done"),
  );
});

test("a request that could not start soon is refused immediately, each time with a later time to retry", async () => {
  const admission = createAdmission({ soonMs: 100, waitMs: 1e9, atOnce: { write: 1 } });
  const work = Array.from({ length: 400 }, () => held(admission, { lane: "write", key: "a" }));
  const { running, waiting } = admission.load("write");
  expect(running).toBe(1);
  expect(waiting).toBeGreaterThan(0);
  expect(waiting).toBeLessThanOrEqual(5);
  expect(() => admission.check({ lane: "write", key: "a" })).toThrow("at once");
  const seconds = await Promise.all(
    work.slice(1 + waiting).map(({ done }) => done.catch((error) => error.details)),
  );
  const told = seconds.map(({ retryAfterSeconds }) => retryAfterSeconds);
  expect(told[0]).toBe(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.every((each) => each <= LIMITS.admissionRetrySecondsMax)).toBe(true);
  for (const { end } of work) end();
  await Promise.all(work.slice(0, 1 + waiting).map(({ done }) => done));
});

test("a request that waits longer than expected is refused", async () => {
  const admission = createAdmission({ soonMs: 1e9, waitMs: 5, atOnce: { write: 1 } });
  const first = held(admission, { lane: "write", key: "a" });
  const second = held(admission, { lane: "write", key: "a" });
  expect(await codeOf(second.done)).toBe("overloaded");
  expect(admission.load("write")).toEqual({ running: 1, waiting: 0 });
  first.end();
  await first.done;
});
