import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/fresh-database";

const FOLDER = path.join(import.meta.dirname, "migrations");
const KINDS = "20261127100000_kinds";
const names = readdirSync(FOLDER).filter((name) => /^\d/.test(name));

let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: pg.Client;
beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  for (const name of names.filter((one) => one < KINDS)) await migrate(name);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** As the migration engine does: one script, one transaction. */
function migrate(name: string) {
  return client.query(readFileSync(path.join(FOLDER, name, "migration.sql"), "utf8"));
}

function save(id: string, name: string, createdAt: string) {
  return client.query(
    `select verdict, reason from save_match_room('sp', $1, $2, $3, '7', 'Ines', 'standard', '{"sort":"random"}', null, 'set', 'join',
       null, null, '{m,m,n}', '{Ann,Bob,Ann}', '{like,like,dislike}', '{5,6,7}', '{Ann}', '{2}')`,
    [id, name, createdAt],
  );
}

async function all(text: string): Promise<unknown[]> {
  return (await client.query(text)).rows;
}

test("existing rooms keep everything, belong to their creators, and accept saves as before", async () => {
  await client.query("insert into space (id, name) values ('sp', 'sp')");
  await save("rm_1", "attic", "2026-01-01T00:00:00Z");
  await save("rm_2", "attic", "2026-02-01T00:00:00Z");
  await save("rm_3", "cellar", "2026-01-01T00:00:00Z");
  await client.query(
    `update room set locked_at = now(), lock_reason = 'Noise' where id = 'rm_3';
     insert into room_lease (space_id, room_id, instance, connections, held_since, renewed_at, expires_at)
       values ('sp', 'rm_2', 'tv', 2, now(), now(), now());
     insert into room_tombstone (space_id, name, created_at) values ('sp', 'gone', '2026-01-01T00:00:00Z');
     select sequence_events(2, false)`,
  );
  const rooms = `select to_jsonb(room) - 'owner_id' as room from room order by id`;
  const counts = `select (select count(*) from event) as events, (select count(*) from event_outbox) as waiting,
    (select count(*) from room_rating) as ratings, (select count(*) from room_match) as matches`;
  const before = [await all(rooms), await all(counts)];

  await migrate(KINDS);
  expect([await all(rooms), await all(counts)]).toEqual(before);
  for (const name of names.filter((one) => one > KINDS)) await migrate(name);
  expect(await all(counts)).toEqual([before[1]?.[0]]);
  expect(await all("select distinct kind, owner_id from room")).toEqual([
    { kind: "match", owner_id: "7" },
  ]);
  expect(await all("select distinct kind from event union select kind from event_outbox")).toEqual([
    { kind: "match" },
  ]);
  expect(await all("select kind, identity from room_tombstone")).toEqual([
    { kind: "match", identity: "gone" },
  ]);
  const verdicts = [
    await save("rm_9", "attic", "2026-02-01T00:00:00Z"),
    await save("rm_9", "attic", "2026-01-01T00:00:00Z"),
    await save("rm_9", "cellar", "2026-01-01T00:00:00Z"),
    await save("rm_9", "gone", "2026-01-01T00:00:00Z"),
  ];
  expect(verdicts.map(({ rows }) => rows[0])).toEqual([
    { verdict: "joined", reason: null },
    { verdict: "gone", reason: "replaced" },
    { verdict: "locked", reason: "Noise" },
    { verdict: "gone", reason: "purged" },
  ]);
});
