import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";

const run = promisify(execFile);
let dataDir: string;
let open: EmbeddedPostgres[];

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper with spaces "));
});
beforeEach(() => {
  open = [];
});
afterEach(async () => {
  for (const one of open) await one.stop();
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres(dataDir);
  open.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(): Promise<number> {
  return Number.parseInt(
    await readFile(path.join(dataDir, "postgres", "postmaster.pid"), "utf8"),
    10,
  );
}

async function isRunning(pid: number): Promise<boolean> {
  return stat(`/proc/${pid}`).then(
    () => true,
    () => false,
  );
}

/** A start in a process of its own, which is then killed without a chance to tidy up. */
async function startAndKill(): Promise<void> {
  const module = path.join(import.meta.dirname, "embedded-postgres.ts");
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await startEmbeddedPostgres(${JSON.stringify(dataDir)});
    process.kill(process.pid, "SIGKILL");`;
  const flags = ["--import", "tsx", "--input-type=module", "--eval", script];
  await run(process.execPath, flags).catch(() => {});
}

test("what was written is durable by default and there again after a stop", async () => {
  const first = await start();
  expect(first.started).toBe(true);
  await ask(first.url, "create table kept as select 42 as answer");
  expect(await ask(first.url, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
  expect(await ask(first.url, "show fsync")).toEqual([{ fsync: "on" }]);
  await first.stop();
  const again = await start();
  expect(await ask(again.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("two users share one server, and the last to leave stops it", async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ started: false, url: first.url });
  const pid = await serverPid();
  await first.stop();
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await isRunning(pid)).toBe(false);
});

test("starts at the same moment end up on the same server", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.url).toBe(second.url);
});

test("an orphan of a killed process is replaced", async () => {
  await startAndKill();
  const orphan = await serverPid();
  expect(await isRunning(orphan)).toBe(true);
  const next = await start();
  expect(next.started).toBe(true);
  expect(await isRunning(orphan)).toBe(false);
});

test("a stale postmaster.pid that names some other program does not matter", async () => {
  await (await start()).stop();
  await writeFile(path.join(dataDir, "postgres", "postmaster.pid"), `${process.ppid}\n`);
  expect((await start()).started).toBe(true);
});

test("a server that is killed is started again at the same address", async () => {
  const { url } = await start();
  const killed = await serverPid();
  process.kill(killed, "SIGKILL");
  const deadline = Date.now() + 10_000;
  const back = async (): Promise<unknown[]> =>
    ask(url, "select 1 as one").catch(async (error) => {
      if (Date.now() > deadline) throw error;
      await sleep(100);
      return back();
    });
  expect(await back()).toEqual([{ one: 1 }]);
  expect(await serverPid()).not.toBe(killed);
});
