import { afterAll, beforeAll, expect, test } from "vitest";
import { type ApiAnswer, callApi, roomDocument } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  token = await api.token();
});
afterAll(() => api.close());

const CREATED = "2026-10-01T20:00:00.000Z";

function send(method: string, path: string, body?: unknown, key?: string, as = token) {
  const headers = key === undefined ? undefined : { "idempotency-key": key };
  return callApi(api, { method, path, token: as, body, headers });
}

async function openRoom(name: string): Promise<void> {
  await send("PUT", `/api/v1/room?name=${name}`, roomDocument(name));
}

const rate = (name: string, key?: string, film = "m1", as = token) =>
  send(
    "POST",
    `/api/v1/room/ratings?name=${name}`,
    { ratings: { [film]: [["Ann", "like", 5]] } },
    key,
    as,
  );

async function versionOf(name: string): Promise<number> {
  const { rows } = await api.services.pool.query("select version from room where name = $1", [
    name,
  ]);
  return rows[0].version;
}

const isReplay = (answer: ApiAnswer) => answer.headers.get("idempotency-replayed") === "true";

test("50 equal simultaneous POSTs with one key have one effect, and all replies are the same", async () => {
  await openRoom("crowd");
  const answers = await Promise.all(Array.from({ length: 50 }, () => rate("crowd", "crowd-1")));
  expect(await versionOf("crowd")).toBe(2);
  const done = answers.filter((answer) => answer.status === 200);
  const waiting = answers.filter((answer) => answer.json.code === "idempotency_in_progress");
  expect(done.length + waiting.length).toBe(50);
  expect(done.filter((answer) => !isReplay(answer))).toHaveLength(1);
  expect(new Set(done.map(({ text }) => text)).size).toBe(1);
  expect(waiting.every((answer) => answer.headers.get("retry-after") === "1")).toBe(true);
  const late = await rate("crowd", "crowd-1");
  expect([late.status, isReplay(late), late.text]).toEqual([200, true, done[0]?.text]);
  expect(late.headers.get("etag")).toBe(done[0]?.headers.get("etag"));
});

test("two simultaneous requests with one key at a busy room have one effect", async () => {
  await openRoom("busy");
  const holder = await api.services.pool.connect();
  await holder.query("begin; select 1 from room where name = 'busy' for update");
  const both = [rate("busy", "busy-1"), rate("busy", "busy-1")];
  await holder.query("commit");
  holder.release();
  for (const { status, json } of await Promise.all(both)) {
    expect([200, 409]).toContain(status);
    if (status === 409) expect(json.code).toBe("idempotency_in_progress");
  }
  expect(await versionOf("busy")).toBe(2);
});

test.each([
  ["body", "/api/v1/room/ratings?name=other", { ratings: { m2: [["Ann", "like", 5]] } }],
  ["address", "/api/v1/rooms/other/ratings", { ratings: { m1: [["Ann", "like", 5]] } }],
])("another %s under the same key is refused", async (what, path, body) => {
  await openRoom("other");
  await rate("other", `mismatch ${what}`);
  const before = await versionOf("other");
  const refused = await send("POST", path, body, `mismatch ${what}`);
  expect([refused.status, refused.json.code]).toEqual([422, "idempotency_mismatch"]);
  expect(await versionOf("other")).toBe(before);
});

test("the same key used with another token is a different key", async () => {
  await openRoom("shared");
  await rate("shared", "k");
  const second = await rate("shared", "k", "m1", await api.token());
  expect([second.status, isReplay(second)]).toEqual([200, false]);
  expect(await versionOf("shared")).toBe(3);
});

test("a key is deleted after a day", async () => {
  await openRoom("old");
  await rate("old", "old-1");
  await api.services.pool.query(
    "update idempotency_key set created_at = now() - interval '24 hours' where key = 'old-1'",
  );
  const again = await rate("old", "old-1", "m2");
  expect([again.status, isReplay(again)]).toEqual([200, false]);
  expect(await versionOf("old")).toBe(3);
});

test("a replay after a deletion creates nothing", async () => {
  await openRoom("gone");
  await rate("gone", "gone-1");
  await send("DELETE", "/api/v1/room?name=gone");
  const restore = `/api/v1/room/restore?name=gone&createdAt=${CREATED}`;
  expect((await send("POST", restore, undefined, "gone-2")).status).toBe(204);
  await send("DELETE", "/api/v1/room?name=gone");
  for (const answer of [
    await rate("gone", "gone-1"),
    await send("POST", restore, undefined, "gone-2"),
  ]) {
    expect(isReplay(answer)).toBe(true);
  }
  expect((await send("GET", "/api/v1/room?name=gone")).status).toBe(410);
});

test("a refusal is not stored: a request may try again with the same key", async () => {
  await openRoom("locked");
  const lock = (sql: string) => api.services.pool.query(`${sql} where name = 'locked'`);
  await lock("update room set locked_at = now(), locked_by = '1', lock_reason = 'loud'");
  expect((await rate("locked", "l-1")).status).toBe(423);
  const { rows } = await api.services.pool.query(
    "select 1 from audit_entry where code = 'locked' and room_name = 'locked'",
  );
  expect(rows).toHaveLength(1);
  await lock("update room set locked_at = null, locked_by = null, lock_reason = null");
  expect((await rate("locked", "l-1")).status).toBe(200);
});

test("reply and effect are stored together or not at all", async () => {
  const { pool } = api.services;
  await openRoom("atomic");
  await pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
    create trigger refuse before insert on idempotency_key for each row execute function refuse()`);
  expect((await rate("atomic", "a-1")).status).toBe(500);
  await pool.query("drop trigger refuse on idempotency_key; drop function refuse");
  expect(await versionOf("atomic")).toBe(1);
  expect((await rate("atomic", "a-1")).status).toBe(200);
  expect(await versionOf("atomic")).toBe(2);
});

test.each([
  ["empty", ""],
  ["too long", "k".repeat(256)],
  ["not printable", "a\u00e9"],
])("a key that is %s is refused", async (_, key) => {
  await openRoom("keys");
  const refused = await rate("keys", key);
  expect([refused.status, refused.json.code]).toEqual([400, "invalid_request"]);
});
