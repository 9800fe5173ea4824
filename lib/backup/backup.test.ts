import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openServices } from "@/lib/runtime/services";
import { createPrismaMatchStorage } from "@/lib/storage/match/postgres";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import {
  expectedRooms,
  recordedFormerRooms,
  recordedRooms,
} from "@/lib/testing/recorded-moviematch";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { createToken } from "@/lib/tokens/create-token";
import { KEPT_TABLES, LEFT_OUT_TABLES } from "./backup-tables";
import { type RestoreRequest, restoreBackup } from "./restore-backup";
import { readTables } from "./schema-facts";
import { writeBackup } from "./write-backup";

const SECRETS = [TEST_SECRET];
const ODD = "movie night? / \u2028 “__proto__”";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let folder: string;
let file: string;
const dropped: (() => Promise<void>)[] = [];

beforeAll(async () => {
  fresh = await freshServices();
  folder = await mkdtemp(path.join(tmpdir(), "roomkeeper-backup-"));
  file = path.join(folder, "whole.gz");
  await fill();
});
afterAll(async () => {
  for (const drop of dropped) await drop();
  await fresh.close();
  await rm(folder, { recursive: true, force: true });
});

function storageOf(services = fresh.services) {
  return createPrismaMatchStorage({ services, spaceId: fresh.spaceId });
}

/** Adds rows to every table. */
async function fill(): Promise<void> {
  const { pool } = fresh.services;
  const storage = storageOf();
  for (const room of [...recordedFormerRooms(), ...recordedRooms()]) await storage.saveRoom(room);
  const odd = {
    roomName: ODD,
    sort: "random",
    createdAt: "2026-10-01T20:00:00.000Z",
    creatorPlexUserId: "9007199254740993",
    creatorPlexUsername: "mara_k",
    password: "correct horse 🐎",
    nested: JSON.parse('{"__proto__":{"a":[1.5,null,"\\u2028"]}}'),
    ratings: JSON.parse(
      '{"__proto__":[["__proto__","like",1790000000000]],"x":[["Ann","like",5]]}',
    ),
    userProgress: JSON.parse('{"__proto__":3}'),
  };
  await storage.saveRoom(odd);
  await storage.takeBackRating(ODD, { mediaId: "x", userName: "Ann" });
  await storage.appendRatings(ODD, {
    "y\n": [
      ["Ann", "like", 6],
      ["Bob", "like", 7],
    ],
  });
  await storage.appendRatings(ODD, { "y\n": [["Bob", "dislike", 8]] });
  const [first, second] = recordedRooms();
  await storage.deleteRoom(first?.roomName ?? "");
  await storage.deleteRoom(second?.roomName ?? "");
  await storage.purgeRoom(second?.roomName ?? "", second?.createdAt ?? "");
  await createToken(SETUP, { spaceId: fresh.spaceId, label: "kitchen", scopes: ["rooms:read"] });
  await pool.query(
    `insert into person (id, username, name, role) values ('1', 'tomasz', 'Tomasz', 'admin');
     insert into session (id, person_id, expires_at, method) values ('s', '1', now() + interval '1 day', 'plex');
     insert into media (space_id, media_id, title, genres) select id, 'plex://movie/1', 'Blöw-up', '{"Crime, Drama","\\"x\\""}' from space;
     insert into room_watched_film (space_id, room_id, media_id, watched_by, watched_by_id)
       select space_id, room_id, media_id, 'Tomasz', '1' from room_match order by media_id, room_id limit 1;
     insert into room_picked_film (space_id, room_id, media_id, ends_at, picked_by, picked_by_id, lot)
       select space_id, room_id, media_id, '2026-11-29T12:00Z', 'Tomasz', '1', '{"outOf":2}' from room_match order by media_id, room_id limit 1;
     insert into setting (key, value) values ('first-token', to_jsonb(now()));
     insert into job_run (job, instance, outcome, detail) values ('sweep', 'here:1', 'done', '{"problems":[]}');
     insert into room_import (id, space_id, created_by_name, files, policy, includes_trash, opens_hidden)
       select 'im_1', id, 'Tomasz', '[{"name":"a.json","bytes":9}]', 'join', false, false from space;
     insert into room_import_note (import_id, kind, room_name) values ('im_1', 'created', 'attic');
     insert into room_import_chunk (import_id, file, part, bytes_sealed) values ('im_1', 0, 0, '1.x.y');
     update room set locked_at = now(), lock_reason = 'Noise', locked_by = '1' where name like 'm%' and name not like '%proto%';
     select sequence_events(20, false);
     insert into room (space_id, id, kind, name, created_at, creator_id, creator_name, last_activity_at)
       select id, 'rm_quiz', 'quiz', 'a kind that no code knows', now(), 'u-99', 'Ines', now() from space;
     insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id)
       select 'wh_1', id, 'https://hooks.example.org/rooms', '{room.deleted}', '${fresh.services.secretBox.seal("whsec_c2hoaGg=", "webhook.secret/wh_1")}', 7 from space;
     insert into room_warning (space_id, room_id, leaves_at, seen_at) select space_id, id, now() + interval '5 days', now() from room;
     insert into plex_server (id, space_id, url, token_sealed, time_zone)
      select 'px_1', id, 'http://192.168.1.20:32400', '${fresh.services.secretBox.seal("plex-battery-staple", "plex_server.token/px_1")}', 'UTC' from space;
    insert into plex_film (server_id, space_id, rating_key, guid, external_ids, title, genres, is_seen, read_at)
      select 'px_1', id, '1', 'plex://movie/1', '{}', 'Up', '{}', false, now() from space;
    insert into webhook_delivery (id, webhook_id, event_id, type, at, payload) values ('msg_1', 'wh_1', 3, 'room.deleted', now(), '{}');
     insert into webhook_attempt (delivery_id, took_ms) values ('msg_1', 3);
     delete from event where id > 15`,
  );
}

/** Every row of every table of the schema as text, without rows that only one of two instances can have. */
async function everyRow(databaseUrl: string): Promise<Record<string, string[]>> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const found: Record<string, string[]> = {};
  for (const { name } of await readTables(db)) {
    if (name === "_prisma_migrations") continue;
    const { rows } = await db.query<{ line: string }>(
      `select t::text as line from "${name}" t ${name === "audit_entry" ? "where action not like 'backup.%'" : ""} order by 1`,
    );
    found[name] = rows.map(({ line }) => line);
  }
  await db.end();
  return found;
}

async function emptyInstance(): Promise<string> {
  const database = await freshDatabase();
  dropped.push(database.drop);
  return database.url;
}

function restore(databaseUrl: string, more: Partial<RestoreRequest> = {}) {
  return restoreBackup(SETUP, { file, databaseUrl, secrets: SECRETS, ...more });
}

test("every table of the schema is in one of the two lists", async () => {
  const db = new pg.Client({ connectionString: fresh.url });
  await db.connect();
  const tables = (await readTables(db)).map(({ name }) => name);
  const foreign = await db.query<{ child: string; parent: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
  );
  await db.end();
  expect(
    [...KEPT_TABLES, ...Object.keys(LEFT_OUT_TABLES)].sort(),
    "add the table to KEPT_TABLES or LEFT_OUT_TABLES in lib/backup/backup-tables.ts",
  ).toEqual(tables);
  const place = (name: string) => (KEPT_TABLES as readonly string[]).indexOf(name);
  const tooEarly = foreign.rows.filter(({ child, parent }) => {
    return place(child) !== -1 && place(parent) >= place(child);
  });
  expect(tooEarly, "a table comes after those it refers to").toEqual([]);
});

test("a whole instance is restored into an empty one, with every row and every room", async () => {
  const before = await everyRow(fresh.url);
  for (const table of KEPT_TABLES) {
    expect(before[table]?.length, `${table} needs a row in fill()`).toBeGreaterThan(0);
  }
  const made = await writeBackup(SETUP, { file });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["whole.gz"]);
  for (const table of KEPT_TABLES) {
    if (table !== "audit_entry") expect(made.rows[table], table).toBe(before[table]?.length);
  }

  const url = await emptyInstance();
  const restored = await restore(url);
  expect(restored.rows).toEqual(made.rows);
  const after = await everyRow(url);
  for (const table of Object.keys(LEFT_OUT_TABLES)) {
    if (table in before) expect(after[table], table).toEqual([]);
    delete before[table];
    delete after[table];
  }
  expect(after).toEqual(before);

  const there = openServices(url, SECRETS);
  const [from, to] = [storageOf(), storageOf(there)];
  const names = [...expectedRooms().map(({ roomName }) => roomName), ODD];
  for (const name of names) expect(await to.getRoom(name), name).toEqual(await from.getRoom(name));
  expect((await to.getRoom(ODD))?.password).toBe("correct horse 🐎");
  expect(await to.listTrash()).toEqual(await from.listTrash());
  const next = await there.pool.query(
    `select nextval('event_id_seq')::int as event, nextval('event_outbox_id_seq')::int as outbox`,
  );
  const own = await fresh.services.pool.query(
    `select nextval('event_id_seq')::int as event, nextval('event_outbox_id_seq')::int as outbox`,
  );
  expect(next.rows).toEqual(own.rows);
  expect(next.rows[0].event).toBe(21);
  await to.appendRatings(ODD, { y: [["Ann", "like", 6]] });
  const events = await there.pool.query("select type from event_outbox order by id desc limit 1");
  expect(events.rows).toEqual([{ type: "room.updated" }]);
  await there.close();
});

test("a backup contains no password, and an incomplete file is removed", async () => {
  const text = gunzipSync(await readFile(file)).toString();
  expect(text).not.toContain("correct horse");
  expect(text).not.toContain("plex-battery-staple");
  expect(text).not.toContain(TEST_SECRET);
  await expect(writeBackup(SETUP, { file })).rejects.toMatchObject({ code: "already_exists" });
  expect(await readdir(folder)).toEqual(["whole.gz"]);
});

test("a file that is not a complete backup of this version is refused, and nothing changes", async () => {
  const url = await emptyInstance();
  const before = await everyRow(url);
  const packed = await readFile(file);
  const text = gunzipSync(packed).toString();
  const lines = text.split("\n");
  const header = JSON.parse(lines[0] ?? "");
  const withHeader = (changes: object) => {
    return [JSON.stringify({ ...header, ...changes }), ...lines.slice(1)].join("\n");
  };
  const flipped = (share: number, bit: number) => {
    const bytes = Buffer.from(packed);
    const at = Math.floor(packed.length * share);
    bytes[at] = (bytes[at] ?? 0) ^ bit;
    return bytes;
  };
  const cases: [string, string | Buffer, string][] = [
    ["cut", packed.subarray(0, packed.length >> 1), "corrupt"],
    ["cut by a byte", packed.subarray(0, -1), "corrupt"],
    ...[0.3, 0.5, 0.7, 0.8, 0.9, 0.999].map((share, n): [string, Buffer, string] => {
      return [`a bit flipped at ${share}`, flipped(share, 1 << n), "corrupt"];
    }),
    [
      "a control line that is no JSON",
      gzipSync(text.replace('{"table":"room"}', '{"table"!')),
      "corrupt",
    ],
    ["a changed letter, compressed again", gzipSync(text.replace("kitchen", "kitchem")), "corrupt"],
    [
      "a missing row",
      gzipSync(lines.filter((line) => !line.includes("kitchen")).join("\n")),
      "corrupt",
    ],
    ["cut at a line", gzipSync(`${lines.slice(0, -20).join("\n")}\n`), "corrupt"],
    ["empty", "", "corrupt"],
    ["something else", '{"a":1}\n', "corrupt"],
    ["a newer format", withHeader({ format: 2, app: "9.0.0" }), "invalid_document"],
  ];
  for (const [name, bytes, code] of cases) {
    const bad = path.join(folder, "bad");
    await writeFile(bad, bytes);
    await expect(restore(url, { file: bad }), name).rejects.toMatchObject({ code });
    expect(await everyRow(url), name).toEqual(before);
  }
  await expect(restore(url, { file: path.join(folder, "none") })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a backup of another migration names the version to restore it with", async () => {
  const url = await emptyInstance();
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  await db.query(
    `update _prisma_migrations set migration_name = '29990101000000_later'
     where migration_name = (select max(migration_name) from _prisma_migrations)`,
  );
  await db.end();
  const before = await everyRow(url);
  await expect(restore(url)).rejects.toMatchObject({
    code: "invalid_document",
    message: expect.stringMatching(/made by Roomkeeper \d+\.\d+\.\d+ .* brings it up to date/),
  });
  expect(await everyRow(url)).toEqual(before);
});

test("an instance with data is not changed, unless all of it is to be replaced", async () => {
  const url = await emptyInstance();
  const there = openServices(url, SECRETS);
  await there.pool.query("insert into space (id, name) values ('sp_other', 'other')");
  const other = createPrismaMatchStorage({ services: there, spaceId: "sp_other" });
  const [room] = recordedRooms();
  if (room) await other.saveRoom(room);
  await expect(restore(url, { replaces: true })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("running"),
  });
  await there.close();
  const before = await everyRow(url);
  await expect(restore(url)).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("1 rooms"),
  });
  expect(await everyRow(url)).toEqual(before);
  await restore(url, { replaces: true });
  const after = await everyRow(url);
  expect(after.room).toEqual((await everyRow(fresh.url)).room);
});

test("a restore that fails in the middle changes nothing", async () => {
  const url = await emptyInstance();
  const before = await everyRow(url);
  const kept: string[] = [];
  const bad = path.join(folder, "with-secret.gz");
  await writeBackup(SETUP, { file: bad, secret: { secrets: SECRETS, passphrase: "open" } });
  await expect(
    restore(url, {
      file: bad,
      secrets: ["another"],
      passphrase: "open",
      keepSecrets: async () => {
        kept.push("kept");
        throw new Error("disk full");
      },
    }),
  ).rejects.toThrow("disk full");
  expect(kept).toEqual(["kept"]);
  expect(await everyRow(url)).toEqual(before);
});

test("a backup with another secret is refused with advice; with a passphrase the secret is in the backup", async () => {
  const url = await emptyInstance();
  const before = await everyRow(url);
  await expect(restore(url, { secrets: ["another"] })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("secrets.json"),
  });
  const withSecret = path.join(folder, "with-secret.gz");
  const other = { file: withSecret, secrets: ["another"] };
  await expect(restore(url, { ...other, passphrase: "wrong" })).rejects.toMatchObject({
    code: "forbidden",
    message: expect.stringContaining("passphrase"),
  });
  expect(await everyRow(url)).toEqual(before);
  const kept: (readonly string[])[] = [];
  const restored = await restore(url, {
    ...other,
    passphrase: "open",
    keepSecrets: async (secrets) => {
      kept.push(secrets);
      return async () => {};
    },
  });
  expect(restored.broughtSecret).toBe(true);
  expect(kept).toEqual([[TEST_SECRET, "another"]]);
  const there = openServices(url, kept[0] ?? []);
  expect((await storageOf(there).getRoom(ODD))?.password).toBe("correct horse 🐎");
  await there.close();
});

test("a backup during writes is one snapshot", async () => {
  const storage = storageOf();
  const names = Array.from({ length: 6 }, (_, n) => `busy ${n}`);
  const room = recordedRooms()[0];
  if (!room) throw new Error("no recorded rooms");
  for (const roomName of names) await storage.saveRoom({ ...room, roomName, ratings: {} });
  let writing = true;
  let written = 0;
  const writers = names.map(async (name) => {
    for (let n = 0; writing; n += 1) {
      await storage.appendRatings(name, { [`film ${n % 40}`]: [[`p${n % 7}`, "like", 1_000 + n]] });
      written += 1;
    }
  });
  const busy = path.join(folder, "busy.gz");
  while (written < 100) await new Promise((resolve) => setTimeout(resolve, 5));
  const startedAt = written;
  await writeBackup(SETUP, { file: busy });
  writing = false;
  await Promise.all(writers);
  expect(written - startedAt, "writes happened meanwhile").toBeGreaterThan(5);
  const url = await emptyInstance();
  await restore(url, { file: busy });
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  const { rows } = await db.query(
    `select r.name, r.rating_count, r.version,
       (select count(*)::int from room_rating x where x.room_id = r.id and x.value is not null) as ratings,
       (select count(*)::int from room_match x where x.room_id = r.id) as matches, r.match_count,
       (select count(*)::int from event_outbox e where e.room_id = r.id) as events
     from room r where name like 'busy %'`,
  );
  await db.end();
  expect(rows).toHaveLength(names.length);
  for (const row of rows) {
    expect(row.rating_count, row.name).toBe(row.ratings);
    expect(row.match_count, row.name).toBe(row.matches);
    // There is one event for each accepted change, so the rows and the outbox are from the same moment.
    expect(row.events, row.name).toBeGreaterThan(0);
    expect(row.events, row.name).toBeLessThanOrEqual(row.version);
  }
  expect(rows.some((row) => row.ratings > 0)).toBe(true);
});

test("the backup's file name never has an incomplete file, even after an interruption", async () => {
  const place = path.join(folder, "dir");
  const handle = await open(place, "w");
  await handle.close();
  await expect(writeBackup(SETUP, { file: path.join(place, "x.gz") })).rejects.toThrow();
  expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
});
