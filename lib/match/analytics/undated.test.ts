import { afterAll, beforeAll, expect, test } from "vitest";
import { person } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom } from "@/lib/testing/open-room";
import { peakStep } from "./figures";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";
import { busiestHour } from "./hours";
import type { PeriodName } from "./period";
import { longTable } from "./tables";

const NOW = new Date("2026-11-19T20:18:39Z");
const OPENED = new Date("2026-11-10T18:00:00Z");
const RATED_MS = Date.parse("2026-11-14T21:30:00Z");
/** No time: nothing, seconds in the place of milliseconds, and a clock that was never set. */
const UNDATED = [0, Math.floor(RATED_MS / 1000), Date.parse("1980-01-01T04:00:00Z")];
const ctx = person("7", "Ines", "owner");

let fresh: Awaited<ReturnType<typeof freshServices>>;
const rooms: Record<string, string> = {};
beforeAll(async () => {
  fresh = await freshServices();
  const { pool, spaceId } = { pool: fresh.services.pool, spaceId: fresh.spaceId };
  const dated = (n: number): [string, string, string, number][] => [
    [`plex://dated ${n}`, "Ann", "like", RATED_MS + n],
    [`plex://dated ${n}`, "Bob", "like", RATED_MS + n],
  ];
  const undated = UNDATED.flatMap((at, n): [string, string, string, number][] => [
    [`plex://undated ${n}`, "Ann", "like", at],
    [`plex://undated ${n}`, "Bob", "like", at],
  ]);
  for (const [name, ratings] of Object.entries({
    both: [...dated(1), ...undated],
    only: undated,
  })) {
    const given = {
      spaceId,
      name,
      creatorId: name === "only" ? "8" : "7",
      createdAt: OPENED,
      ratings,
    };
    rooms[name] = await openRoom(pool, given);
  }
});
afterAll(() => fresh.close());

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

test.each<PeriodName>(["week", "4w", "quarter", "all"])(
  "ratings and matches without a time count nowhere over time: %s",
  async (period) => {
    const asked = { period, timeZone: "UTC", now: NOW };
    const room = await getRoomAnalytics(ctx, { ...asked, roomId: rooms.both ?? "" });
    for (const figures of [await getAnalytics(ctx, { ...asked, whose: "mine" }), room]) {
      expect(sum(figures.hours.flat())).toBe(2);
      expect(busiestHour(figures.hours)).toEqual({ weekday: 5, hour: 21, ratings: 2 });
      expect(sum(figures.steps.map(({ ratings }) => ratings))).toBe(2);
      expect(sum(figures.steps.map(({ likes }) => likes))).toBe(2);
      expect(sum(figures.steps.map(({ matches }) => matches))).toBe(1);
      expect(sum(figures.steps.map(({ ratingsBefore }) => ratingsBefore ?? 0))).toBe(0);
      expect(figures.steps.some(({ hasEarlier, hasLater }) => hasEarlier || hasLater)).toBe(false);
      expect(peakStep(figures.steps)?.matches).toBe(1);
      // Over all time they are still ratings and matches.
      expect([figures.now.ratings, figures.now.matches]).toEqual(
        period === "all" ? [8, 4] : [2, 1],
      );
    }
    for (const each of room.people) expect(sum(each.bySteps)).toBe(1);
  },
);

test("where nothing has a time, nothing is over time", async () => {
  const asked = { period: "all", timeZone: "Asia/Tokyo", now: NOW } as const;
  const figures = await getRoomAnalytics(person("8", "Bo", "owner"), {
    ...asked,
    roomId: rooms.only ?? "",
  });
  expect(figures.now.ratings).toBe(6);
  expect([busiestHour(figures.hours), peakStep(figures.steps)]).toEqual([null, null]);
  expect(figures.now.firstMatchMs).toBeNull();
  const { rows } = longTable(figures);
  const overTime = rows.filter(([table]) => /over time|hour of the week/.test(String(table)));
  expect(overTime.filter(([, , , value]) => typeof value === "number" && value !== 0)).toEqual([]);
});
