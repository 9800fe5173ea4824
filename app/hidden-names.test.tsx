import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Toast } from "@/components/shell/toast";
import { shownText } from "@/lib/core/hidden-characters";
import { quoteName } from "@/lib/core/quote-name";
import { useEnv } from "@/lib/runtime/env";
import { getServices } from "@/lib/runtime/services";
import { freshServices } from "@/lib/testing/fresh-services";
import { type HeadOf, openPage, type PageOf, titleOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";

const HIDDEN = /[\p{Cf}\p{Cc}]/u;
/** A name of each kind that a caller can choose, with characters that change the direction, cannot be seen, or control a terminal. */
const named = (kind: string) => `\u202eof${kind}\u200b\u0007\u{e0041}`;
const KINDS = [
  ...["room", "creator", "film", "fan", "space", "token", "reason", "ban", "account"],
  ...["instance", "file", "note", "answer", "problem", "subject", "maker", "server"],
];

const ROOT = import.meta.dirname;
const PAGES = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((name) => /\/(page|layout)\.tsx$/.test(name) && !name.startsWith("(public)/docs/"))
  .sort();
const SEARCHES = [
  {},
  { q: named("nothing"), search: named("nothing"), period: "all", show: "banned", days: "365" },
  { q: "of", period: "all", whose: "everyone", status: "any", show: "unseen", page: "2" },
];

let fresh: Awaited<ReturnType<typeof freshServices>>;
const ids: Record<string, string[]> = {
  rooms: [],
  "admin/data": ["im_1", "im_2"],
  webhooks: ["wh_1"],
};
const cookies: Record<string, string> = {};

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { spaceId } = fresh;
  const { pool, secretBox } = getServices();
  const write = (text: string, ...values: unknown[]) => pool.query(text, values);
  cookies.admin = (await signInAs("1", { role: "admin", name: named("account") })).cookie;
  cookies.owner = (await signInAs("7", { name: named("creator") })).cookie;
  cookies.banned = (await signInAs("9", { name: named("banned"), banReason: named("ban") })).cookie;
  await write("update person set banned_by = $1 where banned_at is not null", named("maker"));
  await write("update space set name = $2 where id = $1", spaceId, named("space"));
  await write(
    `insert into token (id, space_id, label, hash, hint, scopes, created_by, created_by_id, chain_id)
     values ('tk_1', $1, $2, '\\x01', 'abcd', '{rooms:read}', $3, '1', 'tk_1'), ('tk_2', $1, $2, '\\x02', 'abcd', '{}', $3, '7', 'tk_2')`,
    spaceId,
    named("token"),
    named("maker"),
  );
  await write(
    "insert into media (space_id, media_id, title, genres) values ($1, $2, $2, '{}'), ($1, 'b', $2, '{}')",
    spaceId,
    named("film"),
  );
  const now = Date.now();
  const films = [named("film"), ...Array.from({ length: 12 }, (_, at) => `b${at}`)];
  const ratings = films.flatMap((film, at) =>
    [named("fan"), `${named("fan")}2`, named("creator")].map(
      (person) => [film, person, "like", now - at * 1000] as [string, string, string, number],
    ),
  );
  const states = {
    open: "warned_at = null",
    locked: `locked_at = now(), locked_by = '1', lock_reason = '${named("reason")}'`,
    leaving: "expires_at = now() + interval '2 days', expiry_kind = 'date'",
    trashed: "trashed_at = now(), trash_reason = 'deleted', trashed_by = '1', purge_at = now()",
    replaced: "trashed_at = now(), trash_reason = 'replaced', purge_at = now()",
    solo: "room_type = 'solo'",
  };
  for (const [state, values] of Object.entries(states)) {
    const name = state === "replaced" ? named("room") : `${named("room")} ${state}`;
    const seed = { spaceId, creatorName: named("creator"), ratings };
    const roomType = state === "solo" ? "solo" : "standard";
    const id = await openRoom(pool, { ...seed, name, roomType });
    if (state !== "open") await write(`update room set ${values} where id = $1`, id);
    ids.rooms?.push(id);
    await write(
      `insert into room_match_end (space_id, room_id, media_id, user_name, matched_at_ms, ended_at_ms, reason, ended_by)
       values ($1, $2, $3, $4, $5, $6, 'changed', $7)`,
      ...[spaceId, id, films[0], state === "solo" ? named("fan") : "", now - 9, now - 5],
      named("fan"),
    );
    await write(
      "insert into room_lease values ($1, $2, $3, 1, now(), now(), now() + interval '1 day')",
      ...[spaceId, id, named("instance")],
    );
    await write(
      `insert into audit_entry (actor_kind, actor_id, actor_name, action, outcome, space_id, room_id, room_name, owner_id, detail)
       values ('person', '1', $1, 'room.lock', 'done', $2, $3, $4, '7', $5)`,
      ...[named("account"), spaceId, id, name, { reason: named("reason") }],
    );
  }
  await openRoom(pool, {
    spaceId,
    name: named("room"),
    creatorId: "8",
    creatorName: named("creator"),
    createdAt: new Date(now),
  });
  await write(
    `insert into audit_entry (actor_kind, actor_name, action, outcome, subject, detail)
     values ('token', $1, 'token.create', 'done', $2, $3), ('person', $1, 'person.ban', 'done', $2, $3)`,
    ...[named("token"), named("subject"), { reason: named("reason"), label: named("token") }],
  );
  await write(
    `insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id, created_by, created_by_id)
     values ('wh_1', $1, 'https://a.example/', '{}', $2, 0, $3, '7')`,
    ...[spaceId, secretBox.seal("x", "webhook.secret/wh_1"), named("maker")],
  );
  await write(
    `insert into plex_server (id, space_id, url, token_sealed, time_zone, name, problem)
     values ('px_1', $1, 'http://192.168.1.20:32400', 'x', 'UTC', $2, $3)`,
    ...[spaceId, named("server"), named("problem")],
  );
  await write(
    `insert into webhook_delivery (id, webhook_id, type, at, payload, attempts)
     values ('dl_1', 'wh_1', 'room.deleted', now(), $1, 1)`,
    { type: "room.deleted", data: { room: { name: named("room") } } },
  );
  await write(
    "insert into webhook_attempt (delivery_id, took_ms, status, response) values ('dl_1', 1, 500, $1)",
    named("answer"),
  );
  await write(
    `insert into room_import (id, space_id, created_by_name, files, policy, includes_trash, opens_hidden, state)
     values ('im_1', $1, $2, $3, 'join', false, false, 'discarded')`,
    ...[spaceId, named("maker"), JSON.stringify([{ name: named("file"), bytes: 1 }])],
  );
  await write(
    `insert into room_import (id, space_id, created_by_name, files, policy, includes_trash, opens_hidden, state, problem)
     values ('im_2', $1, $2, $3, 'join', false, false, 'failed', $4)`,
    ...[
      spaceId,
      named("maker"),
      JSON.stringify([{ name: named("file"), bytes: 1 }]),
      named("problem"),
    ],
  );
  await write(
    "insert into room_import_note (import_id, kind, room_name, code, message) values ('im_1', 'failed', $1, 'x', $2)",
    ...[named("room"), named("note")],
  );
  await write(
    "insert into job_run (job, instance, outcome, finished_at) values ('sweep', $1, 'done', now())",
    named("instance"),
  );
});
afterAll(async () => {
  useEnv(undefined);
  await fresh?.close();
});

/** The text and the labels of a page. Values of fields and addresses keep every character, because they are sent back. */
function told(markup: string): string {
  return markup.replace(/ (value|href|pattern)="[^"]*"/g, "");
}

describe("no page and no title has a hidden character of a name", () => {
  const seen = new Set<string>();

  test.each(PAGES)("%s", async (file) => {
    const module = (await import(/* @vite-ignore */ path.join(ROOT, file))) as HeadOf & {
      default: PageOf;
    };
    const kind = Object.keys(ids).find((key) => file.includes(`${key}/[id]`));
    for (const id of kind ? (ids[kind] ?? []) : [""]) {
      for (const [who, cookie] of Object.entries(cookies)) {
        for (const search of SEARCHES) {
          const request = { cookie, params: { id, unknown: "x" }, search };
          const { text } = await openPage(module.default, request);
          const title = await titleOf(module, request);
          const bad = `${title} ${told(text)}`.split(/(?<=>)/).filter((part) => HIDDEN.test(part));
          expect(bad.map(JSON.stringify as never), `${who} ${JSON.stringify(search)}`).toEqual([]);
          for (const [, canary = ""] of told(text).matchAll(/U\+202E(?:<\/span>|\])of([a-z]+)/g)) {
            seen.add(canary);
          }
        }
      }
    }
  });

  test("every kind of name was on some page", () => {
    expect(KINDS.filter((kind) => !seen.has(kind))).toEqual([]);
  });
});

test("a toast shows no hidden character of a name", () => {
  for (const message of [`${named("room")} is locked.`, `${quoteName(named("room"))} is locked.`]) {
    const markup = renderToStaticMarkup(<Toast flash={{ message, cookie: "flash" }} />);
    expect(markup).not.toMatch(HIDDEN);
    expect(markup).toContain("U+202E");
  }
  expect(quoteName(named("room"))).toBe(`“${shownText(named("room"))}”`);
});

test("only the components for names isolate a text", () => {
  const own = ["ui/name.tsx", "ui/room-name.tsx"].map((name) => `components/${name}`);
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(path.join(ROOT, "..", folder), { recursive: true, encoding: "utf8" })
      .map((name) => path.posix.join(folder, name))
      .filter((name) => name.endsWith(".tsx") && !name.endsWith(".test.tsx")),
  );
  expect(files.length).toBeGreaterThan(200);
  const raw = files.filter((name) =>
    /<bdi\b|["']bdi["']/.test(readFileSync(path.join(ROOT, "..", name), "utf8")),
  );
  expect(raw.sort()).toEqual(own);
});
