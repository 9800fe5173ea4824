import { afterAll, beforeAll, expect, test } from "vitest";
import { callApi, roomDocument, snapshotRows } from "@/lib/testing/api-call";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";

const CREATED = "2026-10-01T20:00:00.000Z";
const EARLIER = "2026-09-01T20:00:00.000Z";
const LATER = "2026-11-01T20:00:00.000Z";

let api: ApiServer;
let token: string;
beforeAll(async () => {
  api = await startApiServer();
  await surroundWithOtherKinds(api.services.pool);
  token = await api.token();
});
afterAll(() => api.close());

type State = "open" | "expired" | "deleted" | "purged" | "locked" | "unknown";

let made = 0;
/** Makes a new room in the given state and returns its name. */
async function roomIn(state: State): Promise<string> {
  made += 1;
  const name = `${state} ${made}`;
  if (state === "unknown") return name;
  await send("PUT", `/api/v1/room?name=${name}`, roomDocument(name));
  const set = (change: string) =>
    api.services.pool.query(`update room set ${change} where kind = 'match' and name = $1`, [name]);
  if (state === "expired") await set("expires_at = now() - interval '1 second'");
  if (state === "locked") await set("locked_at = now(), locked_by = '1', lock_reason = 'too loud'");
  if (state === "deleted" || state === "purged") await send("DELETE", `/api/v1/room?name=${name}`);
  if (state === "purged") await send("DELETE", `/api/v1/trash?name=${name}&createdAt=${CREATED}`);
  return name;
}

function send(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
  return callApi(api, { method, path: path.replaceAll(" ", "%20"), token, body, headers });
}

type Attempt = (name: string) => ReturnType<typeof send>;

const ATTEMPTS = {
  get: (name) => send("GET", `/api/v1/room?name=${name}`),
  matches: (name) => send("GET", `/api/v1/room/matches?name=${name}`),
  save: (name) => send("PUT", `/api/v1/room?name=${name}`, roomDocument(name)),
  "save of an earlier incarnation": (name) =>
    send("PUT", `/api/v1/room?name=${name}`, roomDocument(name, { createdAt: EARLIER })),
  "save of a later incarnation": (name) =>
    send("PUT", `/api/v1/room?name=${name}`, roomDocument(name, { createdAt: LATER })),
  "strict create": (name) =>
    send("PUT", `/api/v1/room?name=${name}`, roomDocument(name), { "if-none-match": "*" }),
  "strict replace with a wrong tag": (name) =>
    send("PUT", `/api/v1/room?name=${name}`, roomDocument(name), { "if-match": '"rm_x.1"' }),
  append: (name) =>
    send("POST", `/api/v1/room/ratings?name=${name}`, { ratings: { m: [["Ann", "like", 1]] } }),
  "take back": (name) =>
    send("DELETE", `/api/v1/room/ratings?name=${name}&mediaId=plex://movie/5d776b59&userName=Ann`),
  hold: (name) =>
    send("PUT", `/api/v1/room/lease?name=${name}`, { instance: "tv-1", connections: 0 }),
  "read the lease": (name) => send("GET", `/api/v1/room/lease?name=${name}`),
  release: (name) => send("DELETE", `/api/v1/room/lease?name=${name}&instance=tv-1`),
  delete: (name) => send("DELETE", `/api/v1/room?name=${name}`),
  restore: (name) => send("POST", `/api/v1/room/restore?name=${name}&createdAt=${CREATED}`),
  purge: (name) => send("DELETE", `/api/v1/trash?name=${name}&createdAt=${CREATED}`),
} satisfies Record<string, Attempt>;

/** The status, and the reason in the problem document. */
type Expected = number | [status: number, reason: string];
const gone = (reason: string): Expected => [410, reason];
const locked: Expected = [423, "too loud"];

const TABLE: Record<keyof typeof ATTEMPTS, Record<State, Expected>> = {
  get: {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked: 200,
    unknown: 404,
  },
  matches: {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked: 200,
    unknown: 404,
  },
  save: {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked,
    unknown: 201,
  },
  "save of an earlier incarnation": {
    open: gone("superseded"),
    expired: gone("superseded"),
    deleted: gone("superseded"),
    purged: gone("superseded"),
    locked: gone("superseded"),
    unknown: 201,
  },
  "save of a later incarnation": {
    open: 201,
    expired: 201,
    deleted: 201,
    purged: 201,
    locked,
    unknown: 201,
  },
  "strict create": {
    open: 412,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked,
    unknown: 201,
  },
  "strict replace with a wrong tag": {
    open: 412,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked,
    unknown: 412,
  },
  append: {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked,
    unknown: 404,
  },
  "take back": {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked,
    unknown: 404,
  },
  hold: {
    open: 200,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked: 200,
    unknown: 404,
  },
  "read the lease": {
    open: 404,
    expired: gone("expired"),
    deleted: gone("deleted"),
    purged: gone("purged"),
    locked: 404,
    unknown: 404,
  },
  release: { open: 204, expired: 204, deleted: 204, purged: 204, locked: 204, unknown: 204 },
  delete: { open: 204, expired: 204, deleted: 204, purged: 204, locked, unknown: 204 },
  restore: { open: 404, expired: 204, deleted: 204, purged: 404, locked: 404, unknown: 404 },
  purge: { open: 204, expired: 204, deleted: 204, purged: 204, locked: 204, unknown: 204 },
};

const ROWS = Object.entries(TABLE).flatMap(([attempt, row]) =>
  Object.entries(row).map(([state, expected]) => ({ attempt, state, expected })),
);

test.each(ROWS)("$attempt of a room that is $state: $expected", async (row) => {
  const name = await roomIn(row.state as State);
  const before = await snapshotRows(api);
  const answer = await ATTEMPTS[row.attempt as keyof typeof ATTEMPTS](name);
  const [status, reason] = Array.isArray(row.expected) ? row.expected : [row.expected];
  expect(answer.status).toBe(status);
  if (reason !== undefined) expect(answer.json.reason).toBe(reason);
  if (status >= 400) {
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await snapshotRows(api)).toEqual(before);
  }
});

test("purging or restoring does not change an open room", async () => {
  const name = await roomIn("open");
  await ATTEMPTS.purge(name);
  await ATTEMPTS.restore(name);
  expect((await ATTEMPTS.get(name)).status).toBe(200);
});

test("requests that are refused as gone or locked, or with a bad token, are in the audit log", async () => {
  const [gone, locked] = [await roomIn("deleted"), await roomIn("locked")];
  await ATTEMPTS.save(gone);
  await ATTEMPTS.append(locked);
  await callApi(api, { method: "GET", path: "/api/v1/rooms", token: "rk_wrong" });
  const { rows } = await api.services.pool.query(
    `select action, code, owner_id from audit_entry
     where outcome = 'refused' and (room_name in ($1, $2) or action = 'room.list') order by id`,
    [gone, locked],
  );
  expect(rows).toEqual([
    { action: "room.save", code: "gone", owner_id: "4711" },
    { action: "room.rate", code: "locked", owner_id: "4711" },
    { action: "room.list", code: "unauthorized", owner_id: null },
  ]);
});

test("the life of a room in the audit log: created, replaced, deleted, restored, purged", async () => {
  const name = await roomIn("open");
  await ATTEMPTS["save of a later incarnation"](name);
  await send("DELETE", `/api/v1/room?name=${name}`);
  await ATTEMPTS.restore(name);
  await send("DELETE", `/api/v1/room?name=${name}`);
  await ATTEMPTS.purge(name);
  const { rows } = await api.services.pool.query(
    "select action from audit_entry where room_name = $1 and outcome = 'done' order by id",
    [name],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "room.create",
    "room.create",
    "room.replace",
    "room.delete",
    "room.restore",
    "room.delete",
    "room.purge",
  ]);
});
