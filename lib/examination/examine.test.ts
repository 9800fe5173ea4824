import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { createSecretBox } from "@/lib/core/secret-box";
import { UtcClient } from "@/lib/db/utc-client";
import { freshDatabase, onServer } from "@/lib/testing/fresh-database";
import { ensureCanary } from "./canary";
import type { Subject } from "./check";
import { examine } from "./examine";
import { readMigrationNames } from "./read-migration-names";

const OWN = createSecretBox(["own secret"]);
const FOREIGN = createSecretBox(["foreign secret"]);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: pg.Client;
let subject: Subject;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "roomkeeper-examine-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

beforeEach(async () => {
  database = await freshDatabase();
  db = new UtcClient({ connectionString: database.url });
  await db.connect();
  await ensureCanary(db, OWN);
  const migrations = await readMigrationNames();
  subject = { db, secretBox: OWN, dataDir, migrations, isMigrated: true };
  return async () => {
    await db.end();
    await database.drop();
  };
});

/** One problem for each case, with the check that must report it. */
async function problemsOf(changed: Partial<Subject> = {}): Promise<Record<string, string>> {
  const problems = await examine({ ...subject, ...changed });
  for (const { sentence } of problems) {
    expect(sentence).toMatch(/^[^\n]+[.]$/);
    expect(sentence).toMatch(/: | and start again/);
  }
  return Object.fromEntries(problems.map(({ part, sentence }) => [part, sentence]));
}

test("a working instance has no problems, before and after its migrations", async () => {
  expect(await problemsOf()).toEqual({});
  expect(await problemsOf({ isMigrated: false })).toEqual({});
});

test("an empty database can be migrated", async () => {
  await db.query("drop schema public cascade; create schema public");
  expect(await problemsOf({ isMigrated: false })).toEqual({});
  expect(await problemsOf()).toEqual({ migrations: expect.stringContaining("lacks") });
});

test("the check for writes really writes", async () => {
  const before = await db.query("select written_at from instance_check");
  await problemsOf();
  const after = await db.query("select written_at from instance_check");
  expect(after.rows[0].written_at.getTime()).toBeGreaterThan(before.rows[0].written_at.getTime());
});

test.each([
  [
    "a database that is set read-only",
    "set default_transaction_read_only = on",
    { writing: expect.stringContaining("read-only") },
  ],
  [
    "a newer version's migration",
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at)
     values ('x', 'x', '29990101000000_later', now())`,
    { migrations: expect.stringContaining("29990101000000_later") },
  ],
  [
    "a migration that was started but not finished",
    `update _prisma_migrations set finished_at = null where migration_name like '%_leases' or migration_name like '%_lease'`,
    { migrations: expect.stringMatching(/half migrated.*_lease/) },
  ],
  [
    "a migration that is missing",
    "delete from _prisma_migrations where migration_name like '%_lease'",
    { migrations: expect.stringContaining("lacks 1 migration") },
  ],
])("%s", async (_, change, expected) => {
  await db.query(change);
  expect(await problemsOf()).toEqual(expected);
});

test("a database user who may read but not write", async () => {
  await onServer(`create role reader_${process.pid}`);
  await onServer(`grant reader_${process.pid} to ${new URL(database.url).username}`);
  try {
    await db.query(`grant select on all tables in schema public to reader_${process.pid}`);
    await db.query(`set role reader_${process.pid}`);
    expect(await problemsOf()).toEqual({ writing: expect.stringContaining("may not write") });
  } finally {
    await db.query("reset role");
    await db.query(`revoke all on all tables in schema public from reader_${process.pid}`);
    await onServer(`drop role reader_${process.pid}`);
  }
});

test("an instance with another secret is told how to share the secret, and does not change the canary", async () => {
  expect(await problemsOf({ secretBox: FOREIGN })).toEqual({
    secret: expect.stringMatching(/ROOMKEEPER_SECRET.*secrets\.json/),
  });
  await expect(ensureCanary(db, FOREIGN)).rejects.toThrow(/ROOMKEEPER_SECRET/);
  expect(await problemsOf()).toEqual({});
});

test("with a new secret before the old one the canary is sealed again; then the old one alone is not enough", async () => {
  const both = createSecretBox(["newer secret", "own secret"]);
  await ensureCanary(db, both);
  expect(await problemsOf({ secretBox: both })).toEqual({});
  expect(await problemsOf({ secretBox: createSecretBox(["newer secret"]) })).toEqual({});
  expect(Object.keys(await problemsOf())).toEqual(["secret"]);
});

test("without a canary, the secret must open what an older version sealed", async () => {
  await db.query("delete from instance_check");
  await db.query(`insert into space (id, name) values ('sp', 'attic')`);
  await db.query(
    `insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id)
     values ('wh', 'sp', 'https://example.org', '{}', $1, 0)`,
    [OWN.seal("s", "anywhere")],
  );
  await expect(ensureCanary(db, FOREIGN)).rejects.toThrow(/ROOMKEEPER_SECRET/);
  await ensureCanary(db, OWN);
  expect(await problemsOf()).toEqual({});
});

test("a data folder that is missing or not writable", async () => {
  expect(await problemsOf({ dataDir: path.join(dataDir, "gone") })).toEqual({
    disk: expect.stringContaining(path.join(dataDir, "gone")),
  });
  if (process.getuid?.() === 0) return;
  await chmod(dataDir, 0o500);
  expect(Object.keys(await problemsOf())).toEqual(["disk"]);
  await chmod(dataDir, 0o700);
});

test("a database of another encoding", async () => {
  const url = new URL(inject("templateDatabaseUrl"));
  const name = `latin_${process.pid}`;
  await onServer(
    `create database ${name} encoding 'LATIN1' template template0 locale_provider libc lc_collate 'C' lc_ctype 'C'
       owner ${url.username}`,
  );
  url.pathname = `/${name}`;
  const latin = new UtcClient({ connectionString: url.href });
  await latin.connect();
  try {
    expect(await problemsOf({ db: latin, isMigrated: false })).toEqual({
      encoding: expect.stringMatching(/LATIN1.*UTF8/),
    });
  } finally {
    await latin.end();
    await onServer(`drop database ${name}`);
  }
});
