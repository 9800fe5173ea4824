import { afterAll, beforeAll, expect, test } from "vitest";
import { auditText } from "@/lib/audit/audit-text";
import { listAudit } from "@/lib/audit/list-audit";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { tableOf } from "@/lib/match/analytics/tables";
import { listOwnRooms } from "@/lib/rooms/list-own-rooms";
import { readRoomsFilter } from "@/lib/rooms/rooms-filter";
import { sweepRooms } from "@/lib/sweeper/sweep-rooms";
import { admin, person } from "@/lib/testing/actors";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import OverviewPage from "./(dashboard)/(overview)/page";
import RoomsPage from "./(dashboard)/rooms/(list)/page";
import RoomLayout from "./(dashboard)/rooms/[id]/layout";

const DAY_MS = 86_400_000;
const OPENED = new Date(Date.now() - 3 * DAY_MS);
const RATED_MS = OPENED.getTime() + DAY_MS;
/** Seconds in the place of milliseconds: the 21st of January 1970. */
const IN_1970 = Math.floor(RATED_MS / 1000);
const owner = person("4711", "Ines", "owner");

let api: ApiServer;
let cookie: string;
const ids: Record<string, string> = {};
beforeAll(async () => {
  api = await startApiServer();
  useTestEnv();
  ({ cookie } = await signInAs("4711"));
  for (const [name, times] of Object.entries({
    wrong: [0, IN_1970],
    right: [RATED_MS],
    both: [IN_1970, RATED_MS],
    opening: [OPENED.getTime()],
    never: [],
  })) {
    ids[name] = await openRoom(api.services.pool, {
      spaceId: api.spaceId,
      creatorId: "4711",
      name,
      createdAt: OPENED,
      ratings: times.map((at, index) => ["plex://film", `person ${index}`, "like", at]),
    });
  }
  // Nobody has saved them for two days.
  await api.services.pool.query("update room set touched_at = now() - interval '2 days'");
});
afterAll(() => api?.close());

async function open(page: unknown, params = {}): Promise<string> {
  const search = { view: "list", tz: "UTC" };
  const { text } = await openPage(page as PageOf, { cookie, params, search });
  return text.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test.each([
  ["wrong", true],
  ["right", false],
  ["both", false],
  ["opening", false],
  ["never", false],
])("a room whose ratings are %s is dated before its opening: %s", async (name, expected) => {
  const { items } = await listOwnRooms(owner, { filter: readRoomsFilter({}) });
  expect(items.find((room) => room.name === name)?.ratedBeforeOpening).toBe(expected);
});

test("the page of a room does not say that people rated when it opened", async () => {
  expect(await open(RoomLayout, { id: ids.wrong })).toContain("Quiet, last rated before it opened");
  expect(await open(RoomLayout, { id: ids.right })).toContain("Quiet, last rated 2 days ago");
  expect(await open(RoomLayout, { id: ids.both })).toContain("Quiet, last rated 2 days ago");
});

test("neither do the list of rooms and the overview", async () => {
  for (const page of [RoomsPage, OverviewPage]) {
    const text = await open(page);
    expect(text.match(/before it opened/g)).toHaveLength(1);
    expect(text.match(/2 days ago/g)?.length).toBeGreaterThanOrEqual(2);
  }
});

test("the first and the last step over all time say that they count other times too", async () => {
  const later = await openRoom(api.services.pool, {
    spaceId: api.spaceId,
    creatorId: "later",
    createdAt: OPENED,
    ratings: [
      ["plex://film", "Ann", "like", OPENED.getTime() - DAY_MS],
      ["plex://film", "Bob", "like", Date.parse("9999-06-30T12:00:00Z")],
    ],
  });
  expect(later).toBeTruthy();
  const ctx = person("later", "Later", "owner");
  const figures = await getAnalytics(ctx, { period: "all", timeZone: "UTC", whose: "mine" });
  const { columns, rows } = tableOf("matches", figures);
  expect(columns.slice(0, 2)).toEqual(["from", "day"]);
  expect(rows.at(0)?.[0]).toBeNull();
  expect(rows.at(0)?.[1]).toMatch(/ and before$/);
  expect(rows.at(0)?.[3]).toBe(1);
  expect(rows.at(-1)?.[1]).toMatch(/ and later$/);
  expect(rows.at(-1)?.[3]).toBe(1);
  for (const [from, day] of rows.slice(1, -1)) {
    expect(from).not.toBeNull();
    expect(day).not.toMatch(/ and /);
  }
});

test("the audit names a last rating only of rooms that have one after their opening", async () => {
  await api.services.pool.query("update room set expires_at = now() - interval '1 second'");
  await sweepRooms(api.services);
  const { lines } = await listAudit(admin, {});
  const why = Object.fromEntries(
    lines
      .filter(({ action }) => action === "room.expire")
      .map((line) => [line.roomName, auditText(line).why]),
  );
  const day = (at: Date | number) => new Date(at).toISOString().slice(0, 10);
  expect(why.wrong).toBe(`It expired; last activity ${day(OPENED)}`);
  expect(why.never).toBe(`It expired; last activity ${day(OPENED)}`);
  expect(why.right).toBe(`It expired; last rating ${day(RATED_MS)}`);
});
