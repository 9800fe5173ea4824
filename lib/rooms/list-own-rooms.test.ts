import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/runtime/context";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { person } from "@/lib/testing/actors";
import { contextOf } from "@/lib/testing/context-of";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { countOwnRooms } from "./count-own-rooms";
import { listExpiries } from "./list-expiries";
import { listOwnRooms } from "./list-own-rooms";
import { filterFields, readRoomsFilter } from "./rooms-filter";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let shared: Services;

beforeAll(async () => {
  database = await freshDatabase();
  shared = openServices(database.url, ["test-secret"]);
  setServices(shared);
});
afterAll(async () => {
  setServices(undefined);
  await shared.close();
  await database.drop();
});
beforeEach(async () => {
  await shared.pool.query("truncate space, room, room_rating, room_match, media, person cascade");
  await shared.pool.query("insert into space (id, name) values ('sp', 'moviematch')");
});

const asked = (id: string, role: "owner" | "admin" = "owner", banned = false) =>
  person(id, id, role, banned);
const MARA = asked("mara");
const ADMIN = asked("tomasz", "admin");

interface Facts {
  name: string;
  creator?: string;
  type?: string;
  ratings?: number;
  /** Hours since the last write and the last rating. */
  quietHours?: number;
  leavesInDays?: number | null;
  trashed?: boolean;
}

let made = 0;
async function addRoom(facts: Facts): Promise<string> {
  made += 1;
  const id = `rm_${String(made).padStart(6, "0")}`;
  const { creator = "mara", type = "standard", ratings = 3, quietHours = 48 } = facts;
  const leaves = facts.leavesInDays === undefined ? 60 : facts.leavesInDays;
  await shared.pool.query(
    `insert into room (space_id, id, kind, name, created_at, owner_id, creator_id, creator_name, room_type, document,
       rating_count, like_count, match_count, touched_at, last_activity_at, expires_at, trashed_at, trash_reason)
     values ('sp', $1, 'match', $2, now() - interval '100 days', $3, $3, $3, $4, '{}', $5, 0, 0,
       now() - make_interval(hours => $6), now() - make_interval(hours => $6),
       now() + make_interval(days => $7), case when $8 then now() end, case when $8 then 'deleted' end)`,
    [id, facts.name, creator, type, ratings, quietHours, leaves, facts.trashed ?? false],
  );
  return id;
}

async function names(ctx: Context, fields: Record<string, string> = {}): Promise<string[]> {
  const page = await listOwnRooms(ctx, { filter: readRoomsFilter(fields) });
  return page.items.map((room) => room.name);
}

describe("whose rooms", () => {
  beforeEach(async () => {
    await addRoom({ name: "hers" });
    await addRoom({ name: "his", creator: "tomasz" });
  });

  it("an owner sees only their own rooms, also with another filter", async () => {
    expect(await names(MARA)).toEqual(["hers"]);
    expect(await names(MARA, { whose: "everyone" })).toEqual(["hers"]);
    expect(await names(MARA, { whose: "everyone", q: "his" })).toEqual([]);
    expect(await countOwnRooms(MARA, readRoomsFilter({ whose: "everyone" }))).toMatchObject({
      open: 1,
      mine: 1,
    });
  });

  it("an admin sees their own, and everyone's when asked", async () => {
    expect(await names(ADMIN)).toEqual(["his"]);
    expect((await names(ADMIN, { whose: "everyone" })).sort()).toEqual(["hers", "his"]);
  });

  it("nobody, a game server and a banned account see nothing", async () => {
    const filter = readRoomsFilter({});
    const list = (actor: Context["actor"]) => listOwnRooms(contextOf(actor, "rq"), { filter });
    await expect(list({ kind: "nobody" })).rejects.toMatchObject({ code: "unauthorized" });
    const token = { kind: "token", id: "t", name: "t", spaceId: "sp", scopes: ["rooms:read"] };
    await expect(list(token as Context["actor"])).rejects.toMatchObject({ code: "unauthorized" });
    await expect(list(asked("mara", "admin", true).actor)).rejects.toMatchObject({
      code: "banned",
    });
  });
});

describe("groups in order", () => {
  it("puts rooms in use first, then rooms that expire this week by date, then the others by last use", async () => {
    await addRoom({ name: "old", quietHours: 500 });
    await addRoom({ name: "fresh", quietHours: 5 });
    await addRoom({ name: "leaves in 6", leavesInDays: 6, quietHours: 2 });
    await addRoom({ name: "leaves in 2", leavesInDays: 2, quietHours: 900 });
    await addRoom({ name: "live", quietHours: 0, leavesInDays: 3 });
    await addRoom({ name: "for ever", leavesInDays: null, quietHours: 50 });
    const page = await listOwnRooms(MARA, { filter: readRoomsFilter({}) });
    expect(page.items.map((room) => [room.group, room.name])).toEqual([
      [0, "live"],
      [1, "leaves in 2"],
      [1, "leaves in 6"],
      [2, "fresh"],
      [2, "for ever"],
      [2, "old"],
    ]);
    expect(await countOwnRooms(MARA, readRoomsFilter({}))).toMatchObject({
      open: 6,
      live: 1,
      leaving: 2,
      trash: 0,
      matching: 6,
    });
  });

  it("shows neither trashed nor expired rooms as open, and both in the trash", async () => {
    await addRoom({ name: "open" });
    await addRoom({ name: "deleted", trashed: true });
    await addRoom({ name: "expired", leavesInDays: -1 });
    expect(await names(MARA)).toEqual(["open"]);
    expect((await names(MARA, { status: "trash" })).sort()).toEqual(["deleted", "expired"]);
    expect((await countOwnRooms(MARA, readRoomsFilter({}))).trash).toBe(2);
  });
});

describe("search", () => {
  it("treats %, _ and \\ as ordinary characters", async () => {
    await addRoom({ name: "100% horror" });
    await addRoom({ name: "100 percent" });
    await addRoom({ name: "a_b" });
    await addRoom({ name: "axb" });
    await addRoom({ name: "back\\slash" });
    expect(await names(MARA, { q: "100%" })).toEqual(["100% horror"]);
    expect(await names(MARA, { q: "a_b" })).toEqual(["a_b"]);
    expect(await names(MARA, { q: "\\" })).toEqual(["back\\slash"]);
    expect(await names(MARA, { q: "%" })).toEqual(["100% horror"]);
  });

  it("finds a room by an owner's name and by a film that was rated in it, in any case", async () => {
    const id = await addRoom({ name: "friday" });
    await addRoom({ name: "other" });
    await shared.pool.query(
      `insert into room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
       values ('sp', $1, 'plex://movie/1', 'mara', 'like', 1), ('sp', $1, 'plex://movie/2', 'mara', null, 1)`,
      [id],
    );
    await shared.pool.query(
      `insert into media (space_id, media_id, title, genres) values ('sp', 'plex://movie/1', 'Amélie', '{}'),
        ('sp', 'plex://movie/2', 'Taken Back', '{}')`,
    );
    expect(await names(MARA, { q: "AMÉL" })).toEqual(["friday"]);
    expect(await names(MARA, { q: "taken back" })).toEqual([]);
    expect((await names(MARA, { q: "Mara" })).length).toBe(2);
  });

  it("says what it found if the name does not contain the text", async () => {
    const found = async (q: string) => {
      const { items } = await listOwnRooms(ADMIN, {
        filter: readRoomsFilter({ q, whose: "everyone", sort: "name" }),
      });
      return items.map((room) => [room.name, room.found]);
    };
    const friday = await addRoom({ name: "friday" });
    await addRoom({ name: "amelie again", creator: "ines" });
    await shared.pool.query(
      `insert into room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
       values ('sp', $1, 'a', 'mara', 'like', 1), ('sp', $1, 'b', 'mara', 'like', 1)`,
      [friday],
    );
    await shared.pool.query(
      `insert into media (space_id, media_id, title, genres) values ('sp', 'a', 'Amélie', '{}'), ('sp', 'b', 'Amélie 2', '{}')`,
    );
    expect(await found("amelie")).toEqual([
      ["amelie again", null],
      ["friday", { by: "film", text: "Amélie" }],
    ]);
    expect(await found("MARA")).toEqual([["friday", { by: "owner", text: "mara" }]]);
    expect(await found("")).toEqual([
      ["amelie again", null],
      ["friday", null],
    ]);
  });

  it("says when only rooms in the trash match", async () => {
    await addRoom({ name: "open" });
    await addRoom({ name: "100% horror", trashed: true });
    expect(await countOwnRooms(MARA, readRoomsFilter({ q: "horror" }))).toMatchObject({
      matching: 0,
      matchingTrash: 1,
      open: 1,
    });
  });
});

describe("filters from an address", () => {
  it("ignore invalid values", () => {
    expect(readRoomsFilter({ status: "nonsense", sort: ["name", "last"], q: 7 })).toEqual(
      readRoomsFilter({ sort: "name" }),
    );
  });

  it("keep a search text that is too long", () => {
    const kept = readRoomsFilter({ q: "x".repeat(300) });
    expect(kept.q).not.toBe("");
    expect(readRoomsFilter(filterFields(kept))).toEqual(kept);
    expect(readRoomsFilter({ q: "\0" }).q).toBe("\ufffd");
  });

  it("filter by type and activity", async () => {
    await addRoom({ name: "solo", type: "solo", quietHours: 24 });
    await addRoom({ name: "odd", type: "tournament", quietHours: 2000 });
    await addRoom({ name: "unused", ratings: 0 });
    expect(await names(MARA, { type: "solo" })).toEqual(["solo"]);
    expect(await names(MARA, { type: "other" })).toEqual(["odd"]);
    expect(await names(MARA, { activity: "never" })).toEqual(["unused"]);
    expect(await names(MARA, { activity: "quiet" })).toEqual(["odd"]);
    expect(await names(MARA, { activity: "week", type: "solo" })).toEqual(["solo"]);
  });
});

describe("order", () => {
  it.each(["need", "last"])(
    "in the order by %s, rooms that nobody has used are last",
    async (sort) => {
      await addRoom({ name: "opened today", ratings: 0, quietHours: 1 });
      await addRoom({ name: "rated long ago", quietHours: 900 });
      await addRoom({ name: "opened ahead of the clock", ratings: 0, quietHours: -12 });
      await addRoom({ name: "rated last week", quietHours: 150 });
      expect(await names(MARA, { sort })).toEqual([
        "rated last week",
        "rated long ago",
        "opened ahead of the clock",
        "opened today",
      ]);
    },
  );
});

describe("paging", () => {
  const SORTS = ["need", "last", "leaves", "name", "opened", "ratings", "matches"];

  it.each(SORTS)(
    "the order by %s is complete, also while rooms are added, removed and changed",
    async (sort) => {
      const wanted: string[] = [];
      for (let i = 0; i < 23; i += 1) {
        const leaves = i % 5 === 0 ? null : (i * 3) % 11;
        const name = `${"ZzaÄ🍿"[i % 5]} ${i}`;
        wanted.push(
          await addRoom({
            name,
            ratings: i % 4,
            quietHours: i % 6,
            leavesInDays: leaves === 0 ? 1 : leaves,
          }),
        );
      }
      const filter = readRoomsFilter({ sort });
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listOwnRooms(MARA, { filter, cursor, limit: 4 });
        seen.push(...page.items.map((room) => room.id));
        cursor = page.nextCursor ?? undefined;
        const passed = page.items[0]?.id;
        await shared.pool.query("update room set trashed_at = now() where id = $1", [passed]);
        await addRoom({
          name: `A newcomer ${seen.length}`,
          quietHours: 0,
          ratings: 50,
          leavesInDays: 1,
        });
      } while (cursor);
      const old = seen.filter((id) => wanted.includes(id));
      expect(old.slice().sort()).toEqual(wanted.slice().sort());
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it("refuses a cursor of another list", async () => {
    await addRoom({ name: "a" });
    await addRoom({ name: "b" });
    const filter = readRoomsFilter({ sort: "name" });
    const { nextCursor } = await listOwnRooms(MARA, { filter, limit: 1 });
    const other = readRoomsFilter({ sort: "last" });
    await expect(
      listOwnRooms(MARA, { filter: other, cursor: nextCursor ?? "" }),
    ).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("what a line contains", () => {
  it("counts ratings by week for eight weeks, oldest first", async () => {
    const id = await addRoom({ name: "weeks" });
    await shared.pool.query(
      `insert into room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
       select 'sp', $1, 'm' || n, 'mara', 'like',
         (extract(epoch from now()) * 1000)::bigint - (n * 7 + 1) * 86400000::bigint
       from unnest(array[0, 1, 7, 8]) n`,
      [id],
    );
    await shared.pool.query(
      `insert into room_rating (space_id, room_id, media_id, user_name, value, rated_at_ms)
       values ('sp', $1, 'back', 'mara', null, (extract(epoch from now()) * 1000)::bigint)`,
      [id],
    );
    const page = await listOwnRooms(MARA, { filter: readRoomsFilter({}) });
    expect(page.items[0]?.weeks).toEqual([1, 0, 0, 0, 0, 0, 1, 1]);
  });

  it("counts expiries by day", async () => {
    await addRoom({ name: "a", leavesInDays: 2 });
    await addRoom({ name: "b", leavesInDays: 2 });
    await addRoom({ name: "c", leavesInDays: 2, creator: "somebody" });
    await addRoom({ name: "d", leavesInDays: null });
    const days = await listExpiries(MARA, { whose: "mine", days: 4, timeZone: "UTC" });
    expect(days.map((day) => day.rooms)).toEqual([0, 0, 2, 0]);
    expect(days[0]?.day).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
