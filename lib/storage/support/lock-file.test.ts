import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withFileLock } from "./lock-file";

const PROCESSES = 5;
const ROUNDS = 600;

let home: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "roomkeeper-locks-"));
});
afterAll(async () => {
  for (const child of children) child.disconnect();
  await rm(home, { recursive: true, force: true });
});

/** Makes the lock of a process that ended long ago. */
async function abandonedLock(name: string): Promise<string> {
  const folder = path.join(home, name);
  await mkdir(path.join(folder, "lock"), { recursive: true });
  const flag = path.join(folder, "lock", "000000000000000000000000");
  await writeFile(flag, "!");
  const old = new Date(Date.now() - 60 * 60 * 1000);
  await utimes(flag, old, old);
  return folder;
}

/** The next output of a process. If the process ends without output, the test fails. */
function answerOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error("A process ended."));
    child.once("exit", end);
    child.once("message", (meetings) => {
      child.off("exit", end);
      resolve(Number(meetings));
    });
  });
}

test(`${PROCESSES} processes that try to take an abandoned lock never hold it at the same time, in ${ROUNDS} rounds`, async () => {
  for (let n = 0; n < PROCESSES; n += 1) {
    const main = path.resolve(import.meta.dirname, "../../testing/file-lock-main.ts");
    const child = fork(main, { execArgv: ["--import", "tsx"] });
    children.push(child);
    await once(child, "message");
  }
  let meetings = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = await abandonedLock(`round ${round}`);
    const answers = children.map(answerOf);
    for (const child of children) child.send(folder);
    for (const met of await Promise.all(answers)) meetings += met;
    expect(await readdir(folder), "nothing is left behind").toEqual([]);
  }
  expect(meetings).toBe(0);
});

test("a process that lost its lock while it was stopped finds out before it writes", async () => {
  const folder = path.join(home, "lost");
  await withFileLock(folder, async (checkLock) => {
    await checkLock();
    for (const flag of await readdir(folder)) await rm(path.join(folder, flag));
    await expect(checkLock()).rejects.toThrow("was taken over");
  });
});

test("if the work fails, the lock is released", async () => {
  const folder = path.join(home, "failing");
  const failing = withFileLock(folder, async () => {
    throw new Error("inside");
  });
  await expect(failing).rejects.toThrow("inside");
  expect(await withFileLock(folder, async () => "in")).toBe("in");
});
