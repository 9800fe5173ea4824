import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";

/**
 * Every dashboard route of a room, called by everybody, for a room in every state. Each line has a route and a state: the reply to the
 * owner, and the reply to an admin. All others get the same reply in every state: see STRANGERS.
 */
const STATES = ["open", "expired", "trashed", "locked", "taken", "unknown"] as const;
type State = (typeof STATES)[number];
type Row = Record<State, [owner: string, admin: string]>;

const UNKNOWN = ["not_found", "not_found"] as [string, string];
const WHILE_OPEN: Row = {
  open: ["done", "done"],
  expired: ["gone", "gone"],
  trashed: ["gone", "gone"],
  locked: ["locked", "done"],
  taken: ["gone", "gone"],
  unknown: UNKNOWN,
};
const IN_TRASH: Row = {
  open: ["conflict", "conflict"],
  expired: ["done", "done"],
  trashed: ["done", "done"],
  locked: ["locked", "conflict"],
  taken: ["done", "done"],
  unknown: UNKNOWN,
};

const ROUTES: Record<string, { fields: Record<string, string>; expected: Row }> = {
  "[id]/extend": { fields: { days: "7" }, expected: WHILE_OPEN },
  "[id]/expiry": { fields: { kind: "never" }, expected: WHILE_OPEN },
  "[id]/expire": { fields: {}, expected: WHILE_OPEN },
  "[id]/lock": { fields: { reason: "quiet, please" }, expected: WHILE_OPEN },
  "[id]/delete": {
    fields: {},
    expected: {
      ...WHILE_OPEN,
      expired: ["done", "done"],
      trashed: ["conflict", "conflict"],
      taken: ["conflict", "conflict"],
    },
  },
  "[id]/restore": {
    fields: {},
    expected: { ...IN_TRASH, taken: ["name_taken", "name_taken"] },
  },
  "[id]/purge": { fields: { typedName: "canary room" }, expected: IN_TRASH },
  "[id]/unlock": {
    fields: {},
    expected: {
      open: ["conflict", "conflict"],
      expired: ["conflict", "conflict"],
      trashed: ["conflict", "conflict"],
      locked: ["locked", "done"],
      taken: ["conflict", "conflict"],
      unknown: UNKNOWN,
    },
  },
  "[id]/mark-watched": { fields: { mediaId: "canary-evening" }, expected: WHILE_OPEN },
  "[id]/unmark-watched": { fields: { mediaId: "canary-seen" }, expected: WHILE_OPEN },
  "[id]/pick-film": { fields: { mediaId: "canary-evening" }, expected: WHILE_OPEN },
  "[id]/unpick-film": { fields: {}, expected: WHILE_OPEN },
  "[id]/make-link": { fields: { end: "week", names: "yes" }, expected: WHILE_OPEN },
  "[id]/change-link": { fields: { end: "same", names: "yes" }, expected: WHILE_OPEN },
  "[id]/switch-off-link": { fields: {}, expected: WHILE_OPEN },
  "[id]/switch-on-link": {
    fields: {},
    // The link is on, so there is nothing to take back.
    expected: { ...WHILE_OPEN, open: ["conflict", "conflict"], locked: ["locked", "conflict"] },
  },
  bulk: { fields: { action: "extend", days: "7" }, expected: WHILE_OPEN },
};

const STRANGERS = {
  nobody: "unauthorized",
  "revoked session": "unauthorized",
  "banned owner": "banned",
  "other owner": "not_found",
} as const;

const PRINCIPALS = ["owner", "admin", ...Object.keys(STRANGERS)] as const;
const CANARY = "canary";

let drop: () => Promise<void>;
const cookies: Record<string, string | null> = { nobody: null };
const sessions: Record<string, string> = {};

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  useTestEnv();
  setServices(openServices(database.url, ["test-secret"]));
  const { pool } = getServices();
  await openSpace(pool);
  for (const [principal, id, role] of [
    ["owner", "7", "owner"],
    ["other owner", "8", "owner"],
    ["admin", "1", "admin"],
    ["revoked session", "7", "owner"],
  ] as const) {
    const signedIn = await signInAs(id, { role });
    cookies[principal] = signedIn.cookie;
    sessions[principal] = signedIn.sessionId;
  }
  await pool.query("update session set revoked_at = now() where id = $1", [
    sessions["revoked session"],
  ]);
});
afterAll(async () => {
  await getServices().close();
  setServices(undefined);
  await drop();
});

async function prepare(state: State): Promise<string> {
  const { pool } = getServices();
  await pool.query("truncate room, room_tombstone, audit_entry cascade");
  const roomId = await openRoom(pool, {
    name: "canary room",
    document: { filters: [{ key: "canary-document" }] },
    passwordSealed: "canary-password",
    ratings: [
      ["canary-film", "canary-person", "like", 5],
      ["canary-evening", "canary-person", "like", 6],
      ["canary-seen", "canary-person", "like", 7],
    ],
  });
  await pool.query(
    `insert into room_watched_film (space_id, room_id, media_id, watched_by)
     select space_id, id, 'canary-seen', 'canary-person' from room where id = $1`,
    [roomId],
  );
  await pool.query(
    `insert into room_picked_film (space_id, room_id, media_id, ends_at, picked_by)
     select space_id, id, 'canary-seen', now() + interval '1 hour', 'canary-person' from room where id = $1`,
    [roomId],
  );
  await pool.query(
    `insert into room_link (space_id, room_id, token_hash, token_sealed, shows_names, ends_at)
     select space_id, id, convert_to('canary-hash', 'UTF8'), 'canary-token', false, now() + interval '1 day' from room where id = $1`,
    [roomId],
  );
  const set = (assignments: string) =>
    pool.query(`update room set ${assignments} where id = $1`, [roomId]);
  if (state === "expired") await set("expires_at = now()");
  if (state === "trashed" || state === "taken") {
    await set(
      "trashed_at = now(), trash_reason = 'deleted', purge_at = now() + interval '14 days'",
    );
  }
  if (state === "taken") await openRoom(pool, { name: "canary room", createdAt: new Date() });
  if (state === "locked") {
    await set("locked_at = now(), locked_by = '1', lock_reason = 'canary-reason'");
  }
  return state === "unknown" ? "rm_unknown" : roomId;
}

async function ask(route: string, roomId: string, cookie: string | null): Promise<Response> {
  const { POST } = await import(/* @vite-ignore */ `${import.meta.dirname}/${route}/route.ts`);
  const fields = { ...ROUTES[route]?.fields, ...(route === "bulk" ? { room: roomId } : {}) };
  const headers = new Headers({ origin: TEST_ORIGIN, accept: "application/json" });
  if (cookie) headers.set("cookie", cookie);
  const request = new Request(`${TEST_ORIGIN}/api/dashboard/rooms/${route}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  return POST(request, { params: Promise.resolve(route === "bulk" ? {} : { id: roomId }) });
}

/** Everything that a refused request must not change. */
async function everything(): Promise<string> {
  const { rows } = await getServices().pool.query(
    `select (select json_agg(r order by r.id) from room r) as rooms,
       (select json_agg(r) from room_rating r) as ratings, (select json_agg(w) from room_watched_film w) as watched, (select json_agg(l) from room_link l) as links, (select json_agg(p) from room_picked_film p) as picked, (select json_agg(t) from room_tombstone t) as stones`,
  );
  return JSON.stringify(rows[0]);
}

const STATUS: Record<string, number> = {
  done: 200,
  unauthorized: 401,
  banned: 403,
  not_found: 404,
  conflict: 409,
  name_taken: 409,
  gone: 410,
  locked: 423,
};

test("every route of a room has a row in the table", () => {
  const found = readdirSync(import.meta.dirname, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => file.replace(/\/route\.ts$/, ""));
  expect(found.sort()).toEqual(Object.keys(ROUTES).sort());
});

const rows = Object.keys(ROUTES).flatMap((route) =>
  PRINCIPALS.flatMap((principal) => STATES.map((state) => [principal, route, state] as const)),
);

test.each(rows)("%s asks %s of a room that is %s", async (principal, route, state) => {
  const roomId = await prepare(state);
  const { pool } = getServices();
  const isBanned = principal === "banned owner";
  await pool.query("update person set banned_at = case when $1 then now() end where id = '7'", [
    isBanned,
  ]);
  const before = await everything();
  const response = await ask(route, roomId, cookies[isBanned ? "owner" : principal] ?? null);
  const text = await response.text();

  const [owner, admin] = ROUTES[route]?.expected[state] ?? UNKNOWN;
  const expected =
    principal === "owner"
      ? owner
      : principal === "admin"
        ? admin
        : STRANGERS[principal as keyof typeof STRANGERS];
  // A bulk change replies for each room. Refused rooms are counted; a person who may change none of them is refused.
  const isCounted = route === "bulk" && STATUS[expected] !== 401 && expected !== "banned";
  const reply = JSON.parse(text);
  if (isCounted) {
    expect(response.status).toBe(200);
    const refused = expected === "done" ? [] : [{ code: expected, count: 1 }];
    expect(reply.data).toMatchObject({ done: expected === "done" ? 1 : 0, refused });
  } else {
    expect([response.status, expected === "done" ? "done" : reply.code]).toEqual([
      STATUS[expected],
      expected,
    ]);
  }
  if (expected === "done") {
    expect(await everything()).not.toBe(before);
    expect(text).not.toMatch(/canary-(document|password|person|film)/);
  } else {
    expect(await everything()).toBe(before);
    if (principal !== "owner" && principal !== "admin") expect(text).not.toContain(CANARY);
    expect(text).not.toMatch(/canary-/);
  }
});

test("the reply for another owner's room is exactly that for a room that does not exist", async () => {
  const roomId = await prepare("locked");
  for (const route of Object.keys(ROUTES)) {
    const foreign = await ask(route, roomId, cookies["other owner"] ?? null);
    const unknown = await ask(route, "rm_unknown", cookies["other owner"] ?? null);
    const plain = async (response: Response) =>
      (await response.text()).replace(/rq_\w+/, "").replaceAll(roomId, "rm_unknown");
    expect(await plain(foreign)).toBe(await plain(unknown));
    expect(foreign.status).toBe(unknown.status);
  }
});
