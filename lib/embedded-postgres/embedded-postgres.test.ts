import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
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

/** A start in a process of its own, which is then killed without cleaning up. */
async function startAndKill(): Promise<void> {
  const module = path.join(import.meta.dirname, "embedded-postgres.ts");
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    await startEmbeddedPostgres(${JSON.stringify(dataDir)});
    process.kill(process.pid, "SIGKILL");`;
  const flags = ["--import", "tsx", "--input-type=module", "--eval", script];
  await run(process.execPath, flags).catch(() => {});
}

test("writes are durable by default and still there after a stop", async () => {
  const first = await start();
  expect(first.started).toBe(true);
  await ask(first.url, "create table kept as select 42 as answer");
  expect(await ask(first.url, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
  expect(await ask(first.url, "show fsync")).toEqual([{ fsync: "on" }]);
  await first.stop();
  const again = await start();
  expect(await ask(again.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("two processes share one server, and the last one to close stops it", async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ started: false, url: first.url });
  const pid = await serverPid();
  await first.stop();
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  expect(await isRunning(pid)).toBe(false);
});

test("simultaneous starts use the same server", async () => {
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.url).toBe(second.url);
});

test("the server that a killed process left running is replaced", async () => {
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

test("the app is not a superuser: it owns its database, and can use neither files, programs nor other databases", async () => {
  const { url } = await start();
  const rights = `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
    pg_has_role('pg_read_server_files', 'member') as reads_files from pg_roles where rolname = current_user`;
  expect(Object.values((await ask(url, rights))[0] as object)).toEqual(Array(6).fill(false));
  await ask(url, "create table own (n int); drop table own");
  const denied = [
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "copy (select 1) to program 'true'",
    "create table t (line text); copy t from '/etc/passwd'",
    "select lo_import('/etc/passwd')",
    "create role another superuser",
    "create database another",
    "alter system set fsync = off",
    "set session_replication_role = replica",
  ];
  for (const statement of denied) {
    await expect(ask(url, statement), statement).rejects.toThrow(/permission denied|must have/);
  }
  const elsewhere = new URL(url);
  elsewhere.pathname = "/postgres";
  await expect(ask(elsewhere.href, "select 1")).rejects.toThrow(/permission denied/);
});

test("the next start gives the app the tables that an older version made as the superuser", async () => {
  const before = await start();
  const older = new URL(before.superuserUrl);
  older.pathname = "/roomkeeper";
  await ask(
    older.href,
    `create table old (id bigserial primary key, n int); insert into old (n) values (7);
     create view old_view as select n from old; create type old_mood as enum ('calm');
     create function old_one() returns int language sql as 'select 1';
     alter database roomkeeper owner to roomkeeper`,
  );
  await before.stop();
  const { url } = await start();
  await ask(
    url,
    "insert into old (n) values (8); alter table old add m int; drop function old_one()",
  );
  await ask(url, "drop view old_view; drop type old_mood");
  expect(await ask(url, "select id::int, n from old order by n")).toEqual([
    { id: 1, n: 7 },
    { id: 2, n: 8 },
  ]);
});

test.runIf(isRoot)(
  "even the superuser of a Postgres that root started cannot read other people's files",
  async () => {
    const { superuserUrl } = await start();
    const secret = path.join(dataDir, "secrets.json");
    await writeFile(secret, "{}", { mode: 0o600 });
    await chmod(dataDir, 0o700);
    const closed = await mkdtemp(path.join(tmpdir(), "roomkeeper-closed-"));
    await writeFile(path.join(closed, "open.txt"), "", { mode: 0o644 });
    await chmod(closed, 0o700);
    for (const file of [secret, path.join(closed, "open.txt"), "/etc/shadow"]) {
      const read = ask(superuserUrl, `select pg_read_file('${file}')`);
      await expect(read, file).rejects.toThrow(/Permission denied/i);
    }
    const [{ environment }] = (await ask(
      superuserUrl,
      "select pg_read_file('/proc/self/environ') as environment",
    ).catch(() => [{ environment: "" }])) as [{ environment: string }];
    expect(environment).not.toMatch(/ROOMKEEPER|SECRET|HOME=/);
    await rm(closed, { recursive: true });
  },
);

test.runIf(isRoot)("an ordinary user starts it too, in a folder of their own", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "roomkeeper-nobody-"));
  const data = path.join(home, "data");
  await mkdir(data, { mode: 0o700 });
  for (const place of [home, data]) await chown(place, NOBODY, NOBODY);
  const module = path.join(import.meta.dirname, "embedded-postgres.ts");
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const postgres = await startEmbeddedPostgres(${JSON.stringify(data)});
    await postgres.stop();
    console.log("stopped");`;
  const flags = ["--import", "tsx", "--input-type=module", "--eval", script];
  const env = { PATH: process.env.PATH, TMPDIR: home, NODE_ENV: "test" as const };
  const { stdout } = await run(process.execPath, flags, { uid: NOBODY, gid: NOBODY, env });
  expect(stdout).toBe("stopped\n");
  await rm(home, { recursive: true });
});
