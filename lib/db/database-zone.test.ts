import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list-audit";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { countOwnRooms } from "@/lib/rooms/count-own-rooms";
import { listExpiries } from "@/lib/rooms/list-expiries";
import { listOwnRooms } from "@/lib/rooms/list-own-rooms";
import { RoomsFilter } from "@/lib/rooms/rooms-filter";
import { openServices, setServices } from "@/lib/runtime/services";
import { listSpaces } from "@/lib/spaces/list-spaces";
import { person } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { createToken } from "@/lib/tokens/create-token";
import { listTokens } from "@/lib/tokens/list-tokens";

const admin = person("1", "Ada", "admin");
const DAY_MS = 86_400_000;
const LIKES = [["plex://a", "ann", "like"]] as const;

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());

/** The figures and times of every page, read with new connections, to which changed settings apply. */
async function readAll() {
  const services = openServices(fresh.url, ["test-secret"]);
  setServices(services);
  try {
    const filter = RoomsFilter.parse({ whose: "everyone" });
    const rooms = await listOwnRooms(admin, { filter });
    return {
      spaces: await listSpaces(SETUP),
      tokens: await listTokens(SETUP),
      tokenOfPrisma: await services.prisma.token.findMany({ orderBy: { id: "asc" } }),
      rooms: rooms.items,
      counts: await countOwnRooms(admin, filter),
      expiries: await listExpiries(admin, {
        whose: "everyone",
        days: 28,
        timeZone: "Europe/Berlin",
      }),
      analytics: await getAnalytics(admin, {
        period: "4w",
        timeZone: "Europe/Berlin",
        whose: "everyone",
      }),
      audit: (await listAudit(admin, {})).lines,
    };
  } finally {
    setServices(fresh.services);
    await services.close();
  }
}

test("a database with another time zone and date style gives the same times and figures", async () => {
  const { pool } = fresh.services;
  await openSpace(pool, "sp_test", { idleDays: 30 });
  for (const daysAgo of [0, 1, 9, 40]) {
    const at = Date.now() - daysAgo * DAY_MS;
    await openRoom(pool, {
      name: `room of ${daysAgo}`,
      createdAt: new Date(at - DAY_MS),
      ratings: LIKES.map(([film, user, value]) => [film, user, value, at]),
    });
  }
  const expiresAt = new Date(Date.now() + DAY_MS);
  await createToken(SETUP, { spaceId: "sp_test", label: "one", scopes: ["rooms:read"], expiresAt });
  const usual = await readAll();
  const { tokenOfPrisma } = usual;
  expect(tokenOfPrisma[0]?.expiresAt).toEqual(expiresAt);
  expect(Math.abs(Date.now() - Number(tokenOfPrisma[0]?.createdAt))).toBeLessThan(10 * 60_000);

  const { rows } = await pool.query<{ name: string }>("select current_database() as name");
  const name = rows[0]?.name;
  await pool.query(`alter database ${name} set timezone to 'Asia/Kolkata'`);
  await pool.query(`alter database ${name} set datestyle to 'German, DMY'`);
  const plain = new pg.Client({ connectionString: fresh.url });
  await plain.connect();
  expect((await plain.query("show timezone")).rows).toEqual([{ TimeZone: "Asia/Kolkata" }]);
  await plain.end();

  expect(await readAll()).toEqual(usual);
});

test("every connection runs in UTC, where each day has 24 hours", async () => {
  const services = openServices(fresh.url, ["test-secret"]);
  try {
    const { rows } = await services.pool.query(
      `select current_setting('TimeZone') as zone, current_setting('DateStyle') as style,
         extract(epoch from make_interval(days => 1) + timestamptz '2026-03-08T00:00:00-05:00'
           - timestamptz '2026-03-08T00:00:00-05:00') / 3600 as hours`,
    );
    expect(rows).toEqual([{ zone: "UTC", style: "ISO, MDY", hours: "24.0000000000000000" }]);
    const read = await services.prisma.$queryRaw`select current_setting('TimeZone') as zone`;
    expect(read).toEqual([{ zone: "UTC" }]);
  } finally {
    await services.close();
  }
});

test("every column for a time is of type timestamptz", async () => {
  const { rows } = await fresh.services.pool.query<{ name: string; type: string }>(
    `select table_name || '.' || column_name as name, data_type as type
     from information_schema.columns
     where table_schema = 'public' and (data_type ~ '^(timestamp|time|date)' or column_name ~ '_at$')`,
  );
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.filter(({ type }) => type !== "timestamp with time zone")).toEqual([]);
});
