import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPlexStandIn } from "@/e2e/plex-stand-in/start";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { cookieName } from "@/lib/sessions/cookies";
import { sealSession } from "@/lib/sessions/session-cookie";
import { runSeed } from "./chance";
import { freshDatabase } from "./fresh-database";
import { naughtyJson, naughtyText } from "./naughty";
import { openRoom, openSpace } from "./open-room";
import { TEST_ORIGIN, useTestEnv } from "./sign-in-as";
import { TEST_SECRET } from "./test-secret";

const CASES = 500;
const AT_ONCE = 10;
const ROOT = path.resolve(import.meta.dirname, "../../app/api");
const WHO = ["nobody", "owner", "admin"] as const;
type Who = (typeof WHO)[number];
const PEOPLE = { owner: "7", admin: "1", other: "8" } as const;
const METHODS = ["GET", "POST"] as const;

type Handler = ((request: Request, route: unknown) => Promise<Response>) & { schema?: unknown };

/** Every route of the dashboard and of the sign-in, by name. */
export const DASHBOARD_ROUTES = ["dashboard", "auth"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  )
  .filter((name) => name.endsWith("/route.ts"))
  .map((name) => name.replace(/\/route\.ts$/, ""))
  .sort();

/** The parameters that downloads and the search read. */
const QUERY_NAMES = [
  "q",
  "table",
  "period",
  "tz",
  "whose",
  "room",
  "who",
  "what",
  "days",
  "before",
];
const QUERY_NAMES_OF_SIGN_IN = ["returnTo", "state", "code", "error", "callbackUrl", "json"];

/** Values that our forms may send, by the name of the field. */
const VALUES: Record<string, readonly string[]> = {
  days: ["1", "7", "30", "3650"],
  kind: ["space", "idle", "date", "never"],
  until: ["2027-01-01"],
  keepUntil: ["2027-01-01T00:00:00.000Z"],
  typedName: ["own room", "other room"],
  typed: ["empty"],
  mediaId: ["film", "seen film"],
  action: ["extend", "expire", "delete", "restore", "purge", "lock", "unlock", "undo"],
  role: ["owner", "admin"],
  scopes: ["rooms:read", "rooms:write"],
  url: ["http://127.0.0.1:9/hook", "http://10.0.0.1/hook", "https://203.0.113.7/hook"],
  eventTypes: ["room.created", "room.deleted"],
  allowPrivate: ["on"],
  from: ["now", "missed"],
  since: ["2026-11-01T00:00"],
  policy: ["join", "skip", "replace"],
  also: ["trash", "passwords", "hidden"],
  theme: ["dark", "light", "system"],
  token: ["plex-token", ""],
  idleDays: ["30", ""],
  trashDays: ["14"],
  warnDays: ["7"],
  roomsMax: ["100", ""],
  roomsPerOwnerMax: ["10", ""],
  overlapHours: ["0", "24"],
  all: ["1"],
  trash: ["1"],
  dryRun: ["1"],
  returnTo: ["/rooms", "https://evil.example/", "//evil.example"],
  table: ["all", "steps"],
  period: ["week", "4w", "quarter", "all"],
  tz: ["UTC", "Asia/Kolkata"],
  whose: ["mine", "everyone"],
};

const IDS = ["rm_own", "rm_other", "rm_trashed", "7", "8", "1", "sp_test", "tk_test", "wh_test"];
const ids = [...IDS, "px_test", "im_test", "wd_test", "se_other", "blk_test"] as const;

/** A field's value: a valid one, an existing id, or anything else. */
function textFor(name: string): fc.Arbitrary<string> {
  const fitting = (Object.hasOwn(VALUES, name) && VALUES[name]) || ids;
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...fitting) },
    { weight: 2, arbitrary: fc.constantFrom(...ids) },
    { weight: 4, arbitrary: naughtyText },
  );
}

function fieldNamesOf(handler: Handler): string[] {
  const shape = (handler.schema as { shape?: object } | undefined)?.shape ?? {};
  return [...Object.keys(shape), "returnTo", "nonsense", "__proto__"];
}

interface Case {
  params: Record<string, string>;
  query: [string, string][];
  fields: [string, string][];
  json: unknown;
  sends: "form" | "json" | "any json" | "multipart" | "text" | "nothing" | "broken";
  wantsJson: boolean;
  isForeign: boolean;
  header: [string, string];
  cookie: string;
}

function casesOf(route: string, handler: Handler): fc.Arbitrary<Case> {
  const fields = fieldNamesOf(handler);
  const queries = route.startsWith("auth") ? QUERY_NAMES_OF_SIGN_IN : QUERY_NAMES;
  const pairs = (names: string[]) =>
    fc.array(
      fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), textFor(name))),
      { maxLength: names.length + 2 },
    );
  const whole = fc
    .tuple(...fields.map((name) => fc.tuple(fc.constant(name), textFor(name))))
    .map((all) => all.filter(([name]) => name !== "nonsense" && name !== "__proto__"));
  return fc.record({
    params: fc.record({ id: textFor("id") }),
    query: pairs(queries),
    fields: fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: pairs(fields) }),
    json: naughtyJson,
    sends: fc.constantFrom(
      ...(["form", "form", "form", "json", "json", "any json"] as const),
      ...(["multipart", "multipart", "text", "nothing", "broken"] as const),
    ),
    wantsJson: fc.boolean(),
    isForeign: fc.nat(9).map((n) => n === 0),
    header: fc.tuple(
      fc.constantFrom("referer", "user-agent", "x-forwarded-for", "accept", "if-match", "prefer"),
      fc
        .oneof(fc.constant(`${TEST_ORIGIN}/rooms?q=%00`), naughtyText)
        .map((text) => text.replace(/[^\x20-\x7e\x80-\xff]/g, "").trim()),
    ),
    cookie: fc.oneof(
      { weight: 4, arbitrary: fc.constant("") },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom("rk_flash", "rk_theme", "rk_session", "rk_new_token"), naughtyText)
          .map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`),
      },
    ),
  });
}

function bodyOf(one: Case): { body?: BodyInit; type?: string } {
  switch (one.sends) {
    case "form":
      return { body: new URLSearchParams(one.fields) };
    case "multipart": {
      const form = new FormData();
      for (const [name, value] of one.fields) form.append(name, value);
      form.append("file", new File([JSON.stringify(one.json) ?? ""], one.fields[0]?.[1] ?? "f"));
      return { body: form };
    }
    case "json":
      return { body: JSON.stringify(Object.fromEntries(one.fields)), type: "application/json" };
    case "any json":
      return { body: JSON.stringify(one.json) ?? "null", type: "application/json" };
    case "text":
      return { body: "a=b", type: "text/plain" };
    case "broken":
      return { body: "--x\r\n{", type: "multipart/form-data; boundary=x" };
    case "nothing":
      return {};
  }
}

function requestOf(route: string, method: string, one: Case, session: string | null): Request {
  const { body, type } = method === "GET" ? {} : bodyOf(one);
  const headers = new Headers({ origin: one.isForeign ? "https://evil.example" : TEST_ORIGIN });
  headers.set(...one.header);
  if (one.wantsJson) headers.set("accept", "application/json");
  else if (one.header[0] !== "accept") headers.set("accept", "text/html");
  const cookie = [session, one.cookie].filter(Boolean).join("; ");
  if (cookie) headers.set("cookie", cookie);
  if (type) headers.set("content-type", type);
  const query = new URLSearchParams(one.query.map(([name, text]) => [name, text.toWellFormed()]));
  return new Request(`${TEST_ORIGIN}/api/${route}?${query}`, { method, headers, body });
}

/** What is wrong with a reply; undefined if a browser or a program can use it. */
async function faultOf(route: string, response: Response): Promise<string | undefined> {
  const { status, headers } = response;
  if (headers.get("content-type")?.startsWith("text/event-stream")) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await response.text();
  const type = headers.get("content-type") ?? "";
  const told = `${status} ${type} ${text.slice(0, 300)}`;
  if (status >= 500) return told;
  if (status === 302 || status === 303) {
    const location = headers.get("location") ?? "";
    const isHere = /^\/(?!\/)/.test(location) || new URL(location).origin === TEST_ORIGIN;
    return isHere || route === "auth/plex" ? undefined : `leads to ${location}`;
  }
  if (type.startsWith("application/problem+json")) {
    const problem = JSON.parse(text);
    return problem.status === status && typeof problem.code === "string" ? undefined : told;
  }
  if (route.startsWith("auth") || status < 300) return undefined;
  return /^(?:text\/plain|text\/html|application\/json)/.test(type) ? undefined : told;
}

const SESSIONS = { owner: "se_owner", admin: "se_admin", other: "se_other" } as const;

/** Restores the data for the cases: three signed-in accounts, rooms of two owners, a space, a token and a webhook. */
async function putBack(): Promise<void> {
  const { pool, secretBox } = getServices();
  await openSpace(pool);
  await pool.query(
    `insert into person (id, username, name, role) values ('7', 'ines', 'Ines', 'owner'),
       ('8', 'sven', 'Sven', 'owner'), ('1', 'ada', 'Ada', 'admin'), ('2', 'eve', 'Eve', 'admin')
     on conflict (id) do update set role = excluded.role, banned_at = null, ban_reason = null`,
  );
  await pool.query(
    `insert into session (id, person_id, method, expires_at) values ('se_owner', '7', 'plex', '2100-01-01'),
       ('se_admin', '1', 'plex', '2100-01-01'), ('se_other', '8', 'plex', '2100-01-01')
     on conflict (id) do update set revoked_at = null, expires_at = excluded.expires_at`,
  );
  await pool.query(
    `insert into token (id, chain_id, space_id, label, hash, hint, scopes)
     values ('tk_test', 'tk_test', 'sp_test', 'Living room', 'hash', 'abcd', '{rooms:read}')
     on conflict (id) do update set revoked_at = null, replaced_by = null, expires_at = null`,
  );
  await pool.query(
    `insert into webhook (id, space_id, url, event_types, allow_private, secret_sealed, last_event_id)
     values ('wh_test', 'sp_test', 'http://127.0.0.1:9/hook', '{}', true, $1, 0)
     on conflict (id) do update set url = excluded.url, disabled_at = null`,
    [secretBox.seal("whsec_dGVzdA==", "webhook.secret/wh_test")],
  );
  await pool.query("delete from webhook where id <> 'wh_test'");
  await pool.query(
    `insert into plex_server (id, space_id, url, token_sealed, time_zone)
     values ('px_test', 'sp_test', 'http://127.0.0.1:9', $1, 'UTC') on conflict (id) do update set url = excluded.url`,
    [secretBox.seal("plex-token", "plex_server.token/px_test")],
  );
  await pool.query("delete from plex_server where id <> 'px_test'");
  await pool.query("delete from room_import");
  await pool.query("delete from room where owner_id = '7'");
  await pool.query("delete from room_tombstone");
  const seeds = [
    ["rm_own", "own room", "7"],
    ["rm_trashed", "trashed room", "7"],
    ["rm_other", "other room", "8"],
  ] as const;
  for (const [id, name, creatorId] of seeds) {
    await pool.query("delete from room where id = $1 or name = $2", [id, name]);
    const ratings: [string, string, string, number][] = [
      ["film", "Ann", "like", 5],
      ["seen film", "Ann", "like", 6],
    ];
    const made = await openRoom(pool, { name, creatorId, ratings });
    await pool.query("update room_rating set room_id = $2 where room_id = $1", [made, id]);
    await pool.query("delete from room_person where room_id = $1", [made]);
    await pool.query("update room set id = $2 where id = $1", [made, id]);
    await pool.query(
      `insert into room_picked_film (space_id, room_id, media_id, ends_at, picked_by)
       select space_id, id, 'film', now() + interval '1 hour', 'Ines' from room where id = $1`,
      [id],
    );
    await pool.query(
      `insert into room_watched_film (space_id, room_id, media_id, watched_by)
       select space_id, id, 'seen film', 'Ines' from room where id = $1`,
      [id],
    );
    await pool.query(
      `insert into room_link (space_id, room_id, token_hash, token_sealed, shows_names, ends_at)
       select space_id, id, convert_to(id, 'UTF8'), $2, true, '2100-01-01' from room where id = $1`,
      [id, secretBox.seal("x".repeat(22), `room_link.token/sp_test/${id}`)],
    );
  }
  await pool.query(
    `update room set trashed_at = now(), trash_reason = 'deleted', purge_at = now() + interval '9 days'
     where id = 'rm_trashed'`,
  );
}

/** The rows that only their owners and admins may change; for `nobody` all rows. */
const FOREIGN: Record<Exclude<Who, "admin">, Record<string, string>> = {
  nobody: {
    room: "true",
    room_rating: "true",
    room_watched_film: "true",
    room_link: "true",
    room_picked_film: "true",
    room_tombstone: "true",
    person: "true",
    session: "true",
    space: "true",
    token: "true",
    webhook: "true",
    plex_server: "true",
    room_import: "true",
    setting: "t.key not in ('setup.guesses', 'plex.client_identifier')",
  },
  owner: {
    room: "t.owner_id <> '7'",
    room_rating: "t.room_id = 'rm_other'",
    room_watched_film: "t.room_id = 'rm_other'",
    room_link: "t.room_id = 'rm_other'",
    room_picked_film: "t.room_id = 'rm_other'",
    person: "t.id <> '7'",
    session: "t.person_id <> '7'",
    space: "true",
    token: "true",
    webhook: "true",
    plex_server: "true",
    room_import: "true",
    setting: "t.key not in ('setup.guesses', 'plex.client_identifier')",
  },
};

async function foreignRows(who: Exclude<Who, "admin">): Promise<string[]> {
  const parts = Object.entries(FOREIGN[who]).map(
    ([table, whose]) =>
      `select '${table} ' || (to_jsonb(t) - 'last_seen_at')::text as line from ${table} t where ${whose}`,
  );
  const { rows } = await getServices().pool.query<{ line: string }>(
    `${parts.join(" union all ")} order by 1`,
  );
  return rows.map(({ line }) => line);
}

/** Waits for imports that a case started, because they must not outlive the database. */
async function untilImportsRest(): Promise<void> {
  const { pool } = getServices();
  await expect
    .poll(
      async () =>
        (
          await pool.query(
            "select 1 from room_import where state in ('checking', 'running', 'undoing')",
          )
        ).rowCount,
    )
    .toBe(0);
}

/**
 * Fuzzes the dashboard and sign-in routes of one part of several: 500 cases each for nobody, an owner and an admin. No reply may be a
 * failure, each must be usable, and nothing of others may change. The parts are in several files, which run in parallel.
 */
export function fuzzDashboard(part: number, parts: number): void {
  const seed = runSeed();
  const cookies: Record<Who, string | null> = { nobody: null, owner: null, admin: null };
  let drop: () => Promise<void>;
  let plex: Awaited<ReturnType<typeof startPlexStandIn>>;
  beforeAll(async () => {
    const database = await freshDatabase();
    drop = database.drop;
    plex = await startPlexStandIn();
    useTestEnv({
      PLEX_API_URL: plex.apiUrl,
      PLEX_AUTH_URL: plex.authUrl,
      WEBHOOKS_ALLOW_PRIVATE: "loopback",
    });
    setServices(openServices(database.url, [TEST_SECRET]));
    for (const who of ["owner", "admin"] as const) {
      const value = await sealSession({ sid: SESSIONS[who], sub: PEOPLE[who] });
      cookies[who] = `${cookieName(new Headers(), "session")}=${value}`;
    }
  });
  afterAll(async () => {
    await getServices().close();
    setServices(undefined);
    await plex.stop();
    await drop();
  });

  const routes = DASHBOARD_ROUTES.filter((_, index) => index % parts === part);
  const rows = routes.flatMap((route) => WHO.map((who) => [who, route] as const));
  test.each(rows)(`%s sends anything to %s (seed ${seed})`, async (who, route) => {
    const module = (await import(/* @vite-ignore */ path.join(ROOT, route, "route.ts"))) as Record<
      string,
      Handler
    >;
    for (const method of METHODS.filter((name) => module[name])) {
      const handler = module[method] as Handler;
      const cases = fc.sample(casesOf(route, handler), { numRuns: CASES, seed });
      await putBack();
      const before = who === "admin" ? [] : await foreignRows(who);
      const failed: unknown[] = [];
      for (let from = 0; from < cases.length; from += AT_ONCE) {
        const answers = cases.slice(from, from + AT_ONCE).map(async (one) => {
          const request = requestOf(route, method, one, cookies[who]);
          const nextauth = ["session", "signin", "signout", "callback", "csrf", "_log", "error"];
          const params = { ...one.params, nextauth: [nextauth[from % 7], "plex"] };
          const response = await handler(request, { params: Promise.resolve(params) });
          const fault = await faultOf(route, response);
          return fault === undefined ? undefined : { fault, one };
        });
        failed.push(...(await Promise.all(answers)).filter((one) => one !== undefined));
        if (who !== "nobody") await putBackAccounts();
      }
      expect(failed.slice(0, 3)).toEqual([]);
      if (who !== "admin") expect(await foreignRows(who)).toEqual(before);
      await untilImportsRest();
    }
  });
}

/** Signs the caller in again, because cases sign out, ban and erase accounts. */
async function putBackAccounts(): Promise<void> {
  await getServices().pool.query(
    `with people as (
       insert into person (id, username, name, role) values ('7', 'ines', 'Ines', 'owner'), ('1', 'ada', 'Ada', 'admin')
       on conflict (id) do update set role = excluded.role, banned_at = null, ban_reason = null
     )
     insert into session (id, person_id, method, expires_at) values ('se_owner', '7', 'plex', '2100-01-01'),
       ('se_admin', '1', 'plex', '2100-01-01')
     on conflict (id) do update set revoked_at = null, expires_at = excluded.expires_at`,
  );
}
