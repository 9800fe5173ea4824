import { readdirSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeCursor } from "@/lib/core/cursor";
import { hashOfToken, placeOfToken } from "@/lib/match/group-link/group-link";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { getServices, openServices, setServices } from "@/lib/runtime/services";
import { runSeed } from "@/lib/testing/chance";
import { freshServices } from "@/lib/testing/fresh-services";
import { naughtyText } from "@/lib/testing/naughty";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";

const SEED = runSeed();
const CASES = 40;
const ROOT = import.meta.dirname;
const WHO = ["nobody", "owner", "admin"] as const;
const PAGES = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((name) => !name.startsWith("(public)/docs/"))
  .filter((name) => name.endsWith("page.tsx") || name.endsWith("[id]/layout.tsx"))
  .sort();

let fresh: Awaited<ReturnType<typeof freshServices>>;
const cookies: Record<string, string | null> = { nobody: null };
/** A room with ratings at the greatest possible time, as older versions could store them. */
let roomId: string;
let soloId: string;
/** A link that shows the first of these rooms. */
const LINK = "x".repeat(22);

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  const { pool, secretBox } = getServices();
  const { spaceId } = fresh;
  cookies.owner = (await signInAs("7")).cookie;
  cookies.admin = (await signInAs("1", { role: "admin" })).cookie;
  const latest = Number.MAX_SAFE_INTEGER;
  const ratings: [string, string, string, number][] = [
    ["film", "Ann", "like", latest],
    ["film", "Bob", "like", latest - 1],
    ["other", "Bob", "dislike", 1_790_000_000_000],
  ];
  roomId = await openRoom(pool, { spaceId, name: "late", ratings });
  soloId = await openRoom(pool, { spaceId, name: "solo", roomType: "solo", ratings });
  await pool.query(
    `insert into room_match_end (space_id, room_id, media_id, matched_at_ms, ended_at_ms, reason)
     values ($1, $2, 'film', $3, $4, 'changed'), ($1, $2, 'other', 0, $5, 'room_type')`,
    [spaceId, roomId, latest - 5, latest - 2, -latest],
  );
  const trashed = await openRoom(pool, { spaceId, name: "gone", ratings });
  await pool.query(
    "update room set trashed_at = now(), trash_reason = 'deleted', purge_at = now() where id = $1",
    [trashed],
  );
  await pool.query(
    `insert into room_link (space_id, room_id, token_hash, token_sealed, shows_names, ends_at)
     values ($1, $2, $3, $4, true, '2100-01-01')`,
    [
      ...[spaceId, roomId, hashOfToken(LINK)],
      secretBox.seal(LINK, placeOfToken({ spaceId, id: roomId })),
    ],
  );
  await pool.query(
    `insert into webhook (id, space_id, url, event_types, secret_sealed, last_event_id)
     values ('wh_1', $1, 'https://a.example/', '{}', $2, 0)`,
    [spaceId, secretBox.seal("x", "webhook.secret/wh_1")],
  );
});
afterAll(() => fresh?.close());

async function pageOf(file: string): Promise<PageOf> {
  return (await import(/* @vite-ignore */ path.join(ROOT, file))).default as PageOf;
}

const NAMES = [
  ...["q", "who", "what", "outcome", "days", "before", "show", "after", "cursor", "state", "since"],
  ...["period", "tz", "whose", "page", "person", "film", "value", "status", "type", "activity"],
  ...["sort", "action", "all", "room", "returnTo", "error", "code", "topic"],
  ...["here", "length", "genre", "watched"],
];
const USUAL = [
  "link",
  "1",
  "any",
  "all",
  "name",
  "like",
  "extend",
  "delete",
  "everyone",
  "Ann",
  "rm_1",
];
const value = fc.oneof(
  fc.constantFrom(...USUAL),
  naughtyText,
  fc.array(naughtyText, { maxLength: 3 }),
);

describe("every page replies to every address", () => {
  test.each(PAGES)(`%s (seed ${SEED})`, async (file) => {
    const page = await pageOf(file);
    const id = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(roomId, soloId, "wh_1", LINK) },
      { weight: 1, arbitrary: naughtyText },
    );
    const sampled = fc.sample(
      fc.record({ id, search: fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5 }) }),
      { numRuns: CASES, seed: SEED },
    );
    const cases = [{ id: "\ud800", search: { q: "\ud800", returnTo: "/\ud800" } }, ...sampled];
    for (const given of cases) {
      for (const who of WHO) {
        const request = {
          cookie: cookies[who],
          params: { id: given.id, token: given.id },
          search: given.search,
        };
        await openPage(page, request).catch((error: unknown) => {
          throw new Error(`${who} asks with ${JSON.stringify(given)}`, { cause: error });
        });
      }
    }
  });
});

describe("a page works with times that were stored before times had a maximum", () => {
  const ofRoom = PAGES.filter((name) => /rooms\/\[id\]|\/g\/\[token\]/.test(name));
  test.each([...ofRoom, "(dashboard)/(overview)/page.tsx", "(dashboard)/analytics/page.tsx"])(
    "%s",
    async (file) => {
      for (const id of [roomId, soloId]) {
        for (const tz of ["UTC", "Pacific/Kiritimati", "America/New_York"]) {
          const search = { period: "all", tz };
          const opened = await openPage(await pageOf(file), {
            cookie: cookies.owner,
            params: { id, token: LINK },
            search,
          });
          expect(opened.status).toBe(200);
        }
      }
    },
  );
});

describe("an invalid cursor leads to the first page", () => {
  const filter = JSON.stringify(RoomsFilter.parse({}));
  const everyone = JSON.stringify(RoomsFilter.parse({ whose: "everyone" }));
  const ratings = (id: string) => JSON.stringify(["ratings", id, null, null, null]);
  const keys = [
    ["0000-01-01T00:00:00.000Z", "rm_1"],
    ["9999-12-31T23:59:59.999Z", "a\u0000"],
    ["2026-11-01T00:00:00Z", "\ud800"],
    [8.64e15 + 1, "1", "1", "rm_1"],
    [-8.64e15, "1e400", "x", "rm_1"],
    [1, "NaN", "'", "\u0000"],
    [Number.MAX_SAFE_INTEGER, "film", "Ann"],
    [2 ** 63, "film", "Ann"],
    [0.5, "film", "Ann"],
    [null, null, null],
    [],
    [[], {}],
  ];
  const lists: [file: string, who: string, name: string, purpose: () => string][] = [
    ["(dashboard)/rooms/(list)/page.tsx", "owner", "after", () => `rooms ${filter}`],
    ["(admin)/admin/rooms/page.tsx", "admin", "after", () => `rooms ${everyone}`],
    ["(dashboard)/trash/page.tsx", "owner", "cursor", () => "trash/7"],
    ["(dashboard)/trash/page.tsx", "admin", "cursor", () => "trash/"],
    ["(dashboard)/rooms/[id]/people/page.tsx", "owner", "cursor", () => ratings(roomId)],
  ];
  test.each(lists)("%s for %s", async (file, who, name, purpose) => {
    for (const key of keys) {
      const search = { [name]: encodeCursor(purpose(), key as never) };
      const params = { id: roomId };
      const opened = await openPage(await pageOf(file), { cookie: cookies[who], params, search });
      expect(opened.status).toBe(200);
    }
  });

  test("the history of a room, the audit log, the messages of a webhook", async () => {
    const places = [
      "0000-01-01T00:00:00.000Z~a1",
      "+275760-09-13T00:00:00.000Z~a1",
      "1~a",
      "~",
      "\u0000",
    ];
    for (const before of places) {
      const params = { id: roomId };
      for (const file of [
        "(dashboard)/rooms/[id]/activity/page.tsx",
        "(admin)/admin/audit/page.tsx",
      ]) {
        const request = { cookie: cookies.admin, params, search: { before } };
        expect((await openPage(await pageOf(file), request)).status).toBe(200);
      }
    }
    for (const key of keys) {
      const search = { cursor: encodeCursor("deliveries/wh_1/", key as never) };
      const request = { cookie: cookies.admin, params: { id: "wh_1" }, search };
      const opened = await openPage(await pageOf("(admin)/admin/webhooks/[id]/page.tsx"), request);
      expect([200, 404]).toContain(opened.status);
    }
  });
});

test("if the database does not reply, the digest of the page's error says so", async () => {
  const page = await pageOf("(dashboard)/rooms/(list)/page.tsx");
  const { pool } = getServices();
  await pool.query("alter table room rename to room_away");
  const broken = openPage(page, { cookie: cookies.owner }).catch((error: unknown) => error);
  expect(await broken).not.toHaveProperty("digest");
  await pool.query("alter table room_away rename to room");
  const away = openServices("postgres://nobody@127.0.0.1:9/none", [TEST_SECRET]);
  const home = getServices();
  setServices(away);
  for (const file of PAGES.filter((name) => !/link|leaving|confirm-address/.test(name))) {
    const opened = await openPage(await pageOf(file), {
      cookie: cookies.admin,
      params: { id: roomId, token: LINK },
    }).catch((error: unknown) => error);
    expect([file, (opened as { digest?: string }).digest]).toEqual([
      file,
      expect.stringMatching(/^unavailable\/rq_/),
    ]);
  }
  setServices(home);
  await away.close();
});
