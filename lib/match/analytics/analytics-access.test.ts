import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/dashboard/analytics/csv/route";
import type { Context } from "@/lib/runtime/context";
import { admin, ines, nobody, person, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { signInAs, TEST_ORIGIN, useTestEnv } from "@/lib/testing/sign-in-as";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";

const NOW = new Date("2026-11-19T20:00:00Z");
const AT_MS = NOW.getTime() - 3_600_000;
const CANARY = '=canary,"of Ines"';
const banned = person("9", "Bea", "owner", true);

let fresh: Awaited<ReturnType<typeof freshServices>>;
let room: string;

beforeAll(async () => {
  fresh = await freshServices();
  await surroundWithOtherKinds(fresh.services.pool);
  useTestEnv();
  const { pool } = fresh.services;
  await openSpace(pool);
  room = await openRoom(pool, {
    name: CANARY,
    ratings: [
      ["plex://canary", "Canary Ann", "like", AT_MS],
      ["plex://canary", "bob", "like", AT_MS + 1],
    ],
  });
});
afterAll(() => fresh.close());

function mine(ctx: Context, whose: "mine" | "everyone" = "mine") {
  return getAnalytics(ctx, { period: "all", timeZone: "UTC", whose, now: NOW });
}

function ofRoom(ctx: Context, roomId = room) {
  return getRoomAnalytics(ctx, { roomId, period: "all", timeZone: "UTC", now: NOW });
}

describe("who may read what", () => {
  test("the owner and an admin read a room's figures", async () => {
    expect((await ofRoom(ines)).now.matches).toBe(1);
    expect((await ofRoom(admin)).now.matches).toBe(1);
    expect((await mine(ines)).now.ratings).toBe(2);
    expect((await mine(admin, "everyone")).now.ratings).toBe(2);
  });

  test("a stranger gets the same error for another owner's room and for an unknown one", async () => {
    const foreign = await ofRoom(sven).catch((error: unknown) => error);
    const unknown = await ofRoom(sven, "rm_unknown").catch((error: unknown) => error);
    expect(foreign).toMatchObject({ code: "not_found" });
    expect(String(foreign)).toBe(String(unknown));
  });

  test("a person's own figures contain nothing from other people's rooms", async () => {
    for (const ctx of [sven, admin]) {
      const figures = await mine(ctx);
      expect(figures.now.ratings).toBe(0);
      expect(figures.hasRooms).toBe(false);
      expect(JSON.stringify(figures)).not.toMatch(/canary/i);
    }
  });

  const refusals = [
    ["nobody, own", "unauthorized", () => mine(nobody)],
    ["nobody, a room", "unauthorized", () => ofRoom(nobody)],
    ["banned, own", "banned", () => mine(banned)],
    ["banned, a room", "banned", () => ofRoom(banned)],
    ["an owner, everyone's", "not_found", () => mine(ines, "everyone")],
  ] as const;
  test.each(refusals)("%s: %s", async (_who, code, ask) => {
    await expect(ask()).rejects.toMatchObject({ code });
  });

  test("an invalid time zone is refused", async () => {
    const ask = getAnalytics(ines, { period: "all", timeZone: "UTC'--", whose: "mine" });
    await expect(ask).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("files", () => {
  async function download(query: string, cookie?: string): Promise<[number, string, Headers]> {
    const url = `${TEST_ORIGIN}/api/dashboard/analytics/csv?${query}`;
    const headers = { accept: "application/json", ...(cookie ? { cookie } : {}) };
    const reply = await GET(new Request(url, { headers }));
    return [reply.status, await reply.text(), reply.headers];
  }

  test("the owner gets one table, with hostile names made harmless", async () => {
    const { cookie } = await signInAs("7", { name: "Ines" });
    const query = `table=films&period=all&room=${room}`;
    const [status, body, headers] = await download(query, cookie);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="roomkeeper-films-all-/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toBe(
      'film,year,rooms,likes,matched by\r\nFilm canary,,1,2,"\'=canary,""of Ines"""\r\n',
    );
    const [everything, long] = await download(`table=all&period=all&room=${room}`, cookie);
    expect(everything).toBe(200);
    expect(long).toContain("Figures,Ratings,in all,2\r\n");
  });

  const refused = [
    ["nobody", 401, null, "table=films"],
    ["a stranger, the room", 404, "8", "table=films&period=all&room={room}"],
    ["a stranger, an unknown room", 404, "8", "table=films&room=rm_unknown"],
    ["an owner, everyone's", 404, "8", "table=films&whose=everyone"],
    ["the owner, no such table", 404, "7", "table=__proto__&room={room}"],
    ["banned", 403, "9", "table=films&period=all"],
  ] as const;
  test.each(refused)("%s: %d", async (_who, expected, id, query) => {
    const who =
      id === null ? undefined : await signInAs(id, id === "9" ? { banReason: "spam" } : {});
    const [status, body] = await download(query.replace("{room}", room), who?.cookie);
    expect(status).toBe(expected);
    expect(body).not.toMatch(/canary/i);
  });
});

describe("which rooms count", () => {
  const reasons = [
    ["expired", 2],
    ["deleted", 0],
    ["replaced", 0],
  ] as const;
  test.each(reasons)("%s in the trash: %d ratings", async (reason, ratings) => {
    const { pool } = fresh.services;
    const owner = `owner of ${reason}`;
    const id = await openRoom(pool, {
      name: owner,
      creatorId: owner,
      ratings: [
        ["plex://a", "Ann", "like", AT_MS],
        ["plex://b", "Ann", "dislike", AT_MS],
      ],
    });
    await pool.query("update room set trashed_at = now(), trash_reason = $2 where id = $1", [
      id,
      reason,
    ]);
    const ctx = person(owner, owner, "owner");
    expect((await mine(ctx)).now.ratings).toBe(ratings);
    expect((await ofRoom(ctx, id)).now.ratings).toBe(2);
    await pool.query("update room set trashed_at = null, trash_reason = null where id = $1", [id]);
    expect((await mine(ctx)).now.ratings).toBe(2);
  });

  test("a rating that was taken back is not counted anywhere", async () => {
    const { pool } = fresh.services;
    await openRoom(pool, {
      name: "taken back",
      creatorId: "back",
      ratings: [
        ["plex://a", "Ann", "like", AT_MS],
        ["plex://a", "bob", "like", AT_MS],
      ],
    });
    await pool.query(
      `select append_ratings('sp_test', '{taken back}', array[null::timestamptz], '{1}', '{1}', '{plex://a}', '{bob}', array[null::text], array[null::bigint], '{}', '{}', '{}')`,
    );
    const { now, people, funnel } = await mine(person("back", "back", "owner"));
    expect(now).toMatchObject({ ratings: 1, likes: 1, matches: 0, people: 1, filmsAgreed: 0 });
    expect(people.map((each) => each.name)).toEqual(["Ann"]);
    expect(funnel).toEqual({ rated: 1, ratedByTwo: 0, liked: 0, agreed: 0 });
  });

  test("cached figures are used only while nothing has changed", async () => {
    const { pool } = fresh.services;
    const ctx = person("again", "again", "owner");
    const film = (id: string): [string, string, string, number] => [id, "Ann", "like", AT_MS];
    const seed = { name: "again", creatorId: "again", ratings: [film("plex://a")] };
    await openRoom(pool, seed);
    const first = await mine(ctx);
    expect((await mine(ctx)).steps).toBe(first.steps);
    await saveSeed(pool, { ...seed, ratings: [film("plex://a"), film("plex://b")] });
    expect((await mine(ctx)).now.ratings).toBe(2);
    await pool.query("update room set owner_id = 'heir' where owner_id = 'again'");
    expect((await mine(ctx)).now.ratings).toBe(0);
    await pool.query(
      `insert into media (space_id, media_id, title, genres) values ('sp_test', 'plex://b', 'Brazil', '{}')
       on conflict (space_id, media_id) do update set title = excluded.title, updated_at = now()`,
    );
    await pool.query("update room set owner_id = 'again' where owner_id = 'heir'");
    expect((await mine(ctx)).now.ratings).toBe(2);
  });

  test("ratings with impossible times count in the totals, and in no step of the chart", async () => {
    await openRoom(fresh.services.pool, {
      name: "odd times",
      creatorId: "odd",
      ratings: [
        ["plex://a", "Ann", "like", -5_000_000_000_000],
        ["plex://b", "Ann", "like", 0],
        ["plex://c", "Ann", "like", Number.MAX_SAFE_INTEGER],
      ],
    });
    const { now, steps } = await mine(person("odd", "odd", "owner"));
    expect(now.ratings).toBe(3);
    expect(steps.reduce((sum, step) => sum + step.ratings, 0)).toBe(0);
    expect(steps.length).toBeLessThan(130);
  });
});
