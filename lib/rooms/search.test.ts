import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import sql from "sql-template-tag";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAuditQuery } from "@/lib/audit/audit-query";
import { listAudit } from "@/lib/audit/list-audit";
import { foldText } from "@/lib/core/fold-text";
import { LIMITS } from "@/lib/core/limits";
import { listSpaceRooms } from "@/lib/match/list-space-rooms";
import { listRoomRatings } from "@/lib/match/matches/list-room-ratings";
import { listPeople } from "@/lib/people/list-people";
import { listUnseenOwners } from "@/lib/people/list-unseen-owners";
import { readPeopleQuery } from "@/lib/people/people-query";
import { admin, ines } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { searchRooms } from "@/lib/web/pages/search-rooms";
import { viewerOf } from "@/lib/web/pages/viewer";
import { findRoom } from "./find-room";
import { listOwnRooms } from "./list-own-rooms";
import { listRoomIds } from "./list-room-ids";
import { readRoomsFilter } from "./rooms-filter";
import { roomsWhere } from "./rooms-where";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let cookie: string;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query(
    "delete from room; delete from person; delete from media; delete from audit_entry",
  );
  ({ cookie } = await signInAs("1", { name: "tomasz", role: "admin" }));
});

/** The stored text, the search text, and whether the search finds it. */
const TEXTS: [string, string, boolean][] = [
  ["soul", "Sóul", true],
  ["Sóul", "soul", true],
  ["Sóul", "SÓUL", true],
  ["So\u0301ul night", "sóul", true],
  ["Sóul", "so\u0301", true],
  ["ČŽŠ", "czs", true],
  ["Ünïcödé", "UNICODE", true],
  ["Ｆｕｌｌ", "full", true],
  ["Мой дом", "мой", true],
  ["100% film", "100%", true],
  ["100% film", "100％", true],
  ["1000 films", "100%", false],
  ["a_b", "a_b", true],
  ["axb", "a_b", false],
  ["back\\slash", "\\", true],
  ["soul", "\u0301", false],
  ["soul", "soup", false],
];

const MOST = LIMITS.searchUnitsMax;

/** A stored text, and a search text that must find nothing. */
const UNFINDABLE: [string, string, string][] = [
  ["a text of 3,000 letters", "a".repeat(MOST), "a".repeat(3_000)],
  ["a text that is one letter too long", "b".repeat(MOST + 50), "b".repeat(MOST + 1)],
  ["a text that Postgres cannot store", "c", "\0"],
];

/** Every search of the product. Resolves with the number of rooms, people, films or log lines that it finds. */
type Search = (stored: string, search: string) => Promise<number>;

const SEARCHES: [string, Search][] = [
  [
    "rooms, by name",
    async (name, q) => {
      await open({ name });
      return (await listOwnRooms(admin, { filter: everyone(q) })).items.length;
    },
  ],
  [
    "rooms, by owner",
    async (creatorName, q) => {
      await open({ creatorName, creatorId: "7" });
      return (await listOwnRooms(ines, { filter: readRoomsFilter({ q }) })).items.length;
    },
  ],
  [
    "rooms, by film",
    async (title, q) => {
      await open({ ratings: [["film", "Ann", "like", 1_790_000_000_000]] });
      await film(title);
      return (await listOwnRooms(admin, { filter: everyone(q) })).items.length;
    },
  ],
  [
    "rooms of a space, for a game server",
    async (name, q) => {
      await open({ name });
      const { spaceId } = fresh;
      const ctx = contextOf({
        ...{ kind: "token", id: "tk_1", chainId: "tk_1", name: "t", spaceId },
        scopes: ["rooms:read"],
      });
      return (await listSpaceRooms(ctx, { q, limit: 50, sort: "name", view: "summary" } as never))
        .items.length;
    },
  ],
  [
    "the palette",
    async (name, q) => {
      await open({ name });
      const viewer = await viewerOf(cookie);
      if (!viewer) throw new Error("nobody is signed in");
      return (await searchRooms(viewer, q)).rooms.length;
    },
  ],
  [
    "rooms for a change of all that match",
    async (name, q) => {
      await open({ name });
      return (await listRoomIds(admin, { filter: everyone(q) })).length;
    },
  ],
  [
    "people",
    async (name, q) => {
      await signInAs("50", { name });
      return (await listPeople(admin, { search: readPeopleQuery({ q }).q })).items.length;
    },
  ],
  [
    "owners without an account",
    async (creatorName, q) => {
      await open({ creatorName, creatorId: "4711" });
      return (await listUnseenOwners(admin, { search: readPeopleQuery({ q }).q })).items.length;
    },
  ],
  [
    "the audit log",
    async (subject, q) => {
      await fresh.services.pool.query(
        `insert into audit_entry (actor_kind, actor_name, action, outcome, subject)
         values ('system', 'zzz', 'token.create', 'done', $1)`,
        [subject],
      );
      return (await listAudit(admin, { search: readAuditQuery({ q }).q })).lines.length;
    },
  ],
  [
    "the ratings of a room",
    async (title, q) => {
      const id = await open({ ratings: [["film", "Ann", "like", 1_790_000_000_000]] });
      await film(title);
      const room = await findRoom(admin, { roomId: id });
      return (await listRoomRatings(admin, { room, filter: { film: q } })).items.length;
    },
  ],
];

const open = (seed: Parameters<typeof openRoom>[1]) =>
  openRoom(fresh.services.pool, {
    spaceId: fresh.spaceId,
    name: "zzz",
    creatorName: "zzz",
    ...seed,
  });

async function film(title: string): Promise<void> {
  await fresh.services.pool.query(
    "insert into media (space_id, media_id, title, genres) values ($1, 'film', $2, '{}')",
    [fresh.spaceId, title],
  );
}

function everyone(q: string) {
  return readRoomsFilter({ q, whose: "everyone" });
}

describe.each(SEARCHES)("%s", (name, search) => {
  test.each(TEXTS)("in “%s”, “%s”: %s", async (stored, sought, expected) => {
    expect(await search(stored, sought)).toBe(expected ? 1 : 0);
  });

  // The API refuses such a text before it reads the list.
  test.skipIf(name.includes("game server")).each(UNFINDABLE)(
    "%s finds nothing",
    async (_what, stored, sought) => {
      expect(await search(stored, sought)).toBe(0);
    },
  );
});

test("the pages say that a search is too long", async () => {
  const ratings: [string, string, string, number][] = [["film", "Ann", "like", 1_790_000_000_000]];
  const id = await open({ name: "attic", ratings });
  const q = "a".repeat(3_000);
  for (const file of ["(dashboard)/rooms/(list)", "(admin)/admin/people", "(admin)/admin/audit"]) {
    const page = await import(/* @vite-ignore */ path.resolve("app", file, "page.tsx"));
    const { text } = await openPage(page.default as PageOf, { cookie, search: { q } });
    expect(text, file).toContain("A search text has at most 200 characters.");
    expect(text, file).not.toContain("attic");
  }
  const { default: people } = await import("@/app/(dashboard)/rooms/[id]/people/page");
  const asked = { cookie, params: { id } };
  const tooLong = await openPage(people as PageOf, { ...asked, search: { film: q } });
  expect(tooLong.text).toContain("A search text has at most 200 characters.");
  const none = await openPage(people as PageOf, { ...asked, search: { film: "cellar" } });
  expect(none.text).toContain("The only rating here is not of a film with “cellar” in its title.");
});

test("the query uses the index of an owner's rooms, and the SQL functions for folding and status are inlined", async () => {
  const { pool } = fresh.services;
  await pool.query(
    `insert into room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, room_type, document,
       rating_count, like_count, match_count, last_activity_at)
     select $1, 'rm_' || n, 'match', 'room ' || n, now(), n::text, n::text, 'x', 'standard', '{}', 0, 0, 0, now()
     from generate_series(1, 5000) n`,
    [fresh.spaceId],
  );
  await pool.query("analyze room");
  const where = roomsWhere(ines, readRoomsFilter({ q: "soul" }));
  const { rows } = await pool.query(
    sql`explain verbose select room.id from room where ${where} order by room.last_activity_at desc limit 50`,
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain("room_owner_id_last_activity_at_id_idx");
  expect(plan).not.toContain("fold_text");
  expect(plan).not.toContain("is_open");
  expect(plan).toContain("octet_length");
});

test("searching needs no Postgres extension", async () => {
  const { rows } = await fresh.services.pool.query("select extname from pg_extension");
  expect(rows).toEqual([{ extname: "plpgsql" }]);
});

test("a browser folds text in the same way as the database", async () => {
  for (const [stored, sought] of TEXTS) {
    for (const text of [stored, sought]) {
      const { rows } = await fresh.services.pool.query("select fold_text($1) as folded", [text]);
      expect(rows[0].folded).toBe(foldText(text));
    }
  }
});

test("no other code uses ilike", () => {
  const files = ["app", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|generated/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const others = files.filter((file) => /\bilike\b/i.test(readFileSync(file, "utf8")));
  expect(others).toEqual([]);
});
