import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { withMigrationLock } from "@/lib/runtime/migration-lock";
import { prepareDatabase } from "@/lib/runtime/prepare-database";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { type PoolMode, startPgBouncer, type TestPgBouncer } from "@/lib/testing/start-pgbouncer";
import { detectConnectionMode } from "./connection-mode";
import { DatabasePool } from "./database-pool";
import { UtcClient } from "./utc-client";

const secrets = ["a secret that is long enough for anything"];
const MODES: PoolMode[] = ["transaction", "session", "statement"];

let dataDir: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let direct: pg.Client;
const bouncers = new Map<PoolMode, TestPgBouncer>();
const through = (mode: PoolMode) => bouncers.get(mode)?.url ?? "";
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-pooler-"));
  database = await freshDatabase();
  direct = new UtcClient({ connectionString: database.url });
  await direct.connect();
  for (const mode of MODES) bouncers.set(mode, await startPgBouncer(database.url, mode));
});
afterAll(async () => {
  for (const bouncer of bouncers.values()) await bouncer.stop();
  await direct.end();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function locksHeld(): Promise<number> {
  const { rows } = await direct.query<{ n: number }>(
    `select count(*)::int as n from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]?.n ?? -1;
}

test("a pooler is recognized by its replies", async () => {
  expect(await detectConnectionMode(database.url)).toBe("direct");
  expect(await detectConnectionMode(through("transaction"))).toBe("pooled");
  expect(await detectConnectionMode(through("session"))).toBe("pooled");
  await expect(detectConnectionMode(through("statement"))).rejects.toThrow(
    /pool_mode to transaction/,
  );
});

test.each(["transaction", "session"] as const)(
  "a start through a pooler in %s mode migrates, and leaves no lock behind",
  async (mode) => {
    await direct.query("drop schema public cascade; create schema public");
    await prepareDatabase({ url: through(mode), secrets, dataDir });
    expect(await locksHeld()).toBe(0);
    await prepareDatabase({ url: database.url, secrets, dataDir });
    await prepareDatabase({ url: through(mode), directUrl: database.url, secrets, dataDir });
  },
);

test("a direct address that belongs to a pooler is refused with one sentence", async () => {
  const given = { url: database.url, directUrl: through("transaction"), secrets, dataDir };
  await expect(prepareDatabase(given)).rejects.toThrow(
    /^DATABASE_DIRECT_URL leads to a pooler too/,
  );
});

test("sessions behind a pooler have the limits of a request, which a migration may exceed", async () => {
  await prepareDatabase({ url: through("transaction"), secrets, dataDir });
  const later = new UtcClient({ connectionString: database.url });
  await later.connect();
  const { rows } = await later.query(
    "select current_setting('statement_timeout') as a, current_setting('lock_timeout') as b",
  );
  await later.end();
  expect(rows).toEqual([{ a: "15s", b: `${LIMITS.lockMs / 60_000}min` }]);
});

test("named statements work through a pooler in any session", async () => {
  const pools = [1, 2].map(() => new DatabasePool(through("transaction")));
  const ask = (pool: pg.Pool, name: string, n: number) =>
    pool.query<{ n: number }>({ name, text: `select $1::int + ${name.length} as n`, values: [n] });
  try {
    for (let round = 0; round < 20; round += 1) {
      const asked = pools.flatMap((pool) =>
        ["a", "bb", "ccc"].map(async (name) => {
          const { rows } = await ask(pool, name, round);
          expect(rows[0]?.n).toBe(round + name.length);
        }),
      );
      await Promise.all(asked);
    }
    expect(await pools[0]?.way()).toBe("pooled");
  } finally {
    for (const pool of pools) await pool.end();
  }
});

test("a start waits a while for the lock of a migration, and then names its holder", async () => {
  const holder = new UtcClient({
    connectionString: database.url,
    application_name: "an older Roomkeeper",
  });
  await holder.connect();
  await holder.query("select pg_advisory_lock(7666538)");
  const { rows } = await holder.query<{ pid: number }>("select pg_backend_pid() as pid");
  const refusal = withMigrationLock(database.url, async () => "ran", 200);
  await expect(refusal).rejects.toThrow(
    new RegExp(
      `^The lock .*“an older Roomkeeper” .* since 20.*pg_terminate_backend\\(${rows[0]?.pid}\\)\\.$`,
    ),
  );
  await holder.end();
  expect(await withMigrationLock(database.url, async () => "ran")).toBe("ran");
});
