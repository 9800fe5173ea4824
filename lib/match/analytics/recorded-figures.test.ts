import { median } from "d3-array";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { admin, person } from "@/lib/testing/actors";
import { countByHand } from "@/lib/testing/count-by-hand";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { expectedRooms, recordedRooms } from "@/lib/testing/recorded-moviematch";
import { loadRecordedRooms, RECORDED_NOW, recordedTitles } from "@/lib/testing/recorded-rooms";
import { type Analytics, agreementOf, peakStep } from "./figures";
import { pairFindings } from "./findings";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";
import { busiestHour, quietHours } from "./hours";
import type { PeriodName } from "./period";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;
let ids: Map<string, string>;
const expected = expectedRooms();
const rooms = recordedRooms();

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
  ids = await loadRecordedRooms(context.pool);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});

function everyone(period: PeriodName): Promise<Analytics> {
  return getAnalytics(admin, { period, timeZone: "UTC", whose: "everyone", now: RECORDED_NOW });
}

/** expected.json says when each film was matched, but for solo rooms only when the first one was. */
describe("each recorded room", () => {
  test.each(expected.map((room) => [room.roomName, room] as const))("%j", async (name, room) => {
    const figures = await getRoomAnalytics(admin, {
      roomId: ids.get(name) ?? "",
      period: "all",
      timeZone: "UTC",
      now: RECORDED_NOW,
    });
    expect(figures.now.ratings).toBe(room.ratings);
    expect(figures.now.likes).toBe(room.likes);
    expect(figures.now.ratings - figures.now.likes).toBe(room.dislikes);
    expect(figures.now.people).toBe(room.participants.length);
    expect(figures.people.map((each) => each.name).sort()).toEqual([...room.participants].sort());
    for (const each of figures.people) {
      expect([each.ratings, each.likes]).toEqual([
        room.perUser[each.name]?.rated,
        room.perUser[each.name]?.likes,
      ]);
      expect(each.bySteps.reduce((sum, n) => sum + n, 0)).toBe(each.ratings);
    }
    expect(figures.now.matches).toBe(room.matchCount);
    expect(figures.now.filmsRated).toBe(room.filmsRated);
    const openedMs = figures.room.createdAt.getTime();
    const first = room.firstMatchAt === null ? null : room.firstMatchAt - openedMs;
    expect(figures.roomFirstMatchMs).toBe(first);
  });
});

test("the figures of all recorded rooms are the totals of the recording, without former incarnations", async () => {
  const { now, filmsMatched, groupMatches, steps, hours } = await everyone("all");
  expect(now.ratings).toBe(2510);
  expect(now.likes).toBe(907);
  expect(now.matches).toBe(306);
  expect(now.people).toBe(24);
  expect(now.rooms).toBe(expected.filter((room) => room.ratings > 0).length);
  const groups = expected.filter((room) => room.roomType !== "solo");
  const inGroups = groups.flatMap((room) => room.matches.map(({ mediaId }) => mediaId));
  expect(groupMatches).toBe(groups.reduce((sum, room) => sum + room.matchCount, 0));
  expect(filmsMatched).toBe(new Set(inGroups).size);
  const agreed = expected.map((room) => new Set(room.matches.map(({ mediaId }) => mediaId)).size);
  expect(now.filmsAgreed).toBe(agreed.reduce((sum, films) => sum + films, 0));
  expect(now.filmsRated).toBe(expected.reduce((sum, room) => sum + room.filmsRated, 0));
  expect(steps.reduce((sum, step) => sum + step.matches, 0)).toBe(306);
  expect(hours.flat().reduce((sum, n) => sum + n, 0)).toBe(2510);
});

test("each creator's figures are those of their own rooms only", async () => {
  const owners = new Set(expected.map((room) => room.creatorPlexUserId));
  expect(owners.size).toBe(9);
  for (const owner of owners) {
    const own = expected.filter((room) => room.creatorPlexUserId === owner);
    const { now } = await getAnalytics(person(String(owner), "creator", "owner"), {
      period: "all",
      timeZone: "UTC",
      whose: "mine",
      now: RECORDED_NOW,
    });
    expect(now.ratings).toBe(own.reduce((sum, room) => sum + room.ratings, 0));
    expect(now.likes).toBe(own.reduce((sum, room) => sum + room.likes, 0));
    expect(now.matches).toBe(own.reduce((sum, room) => sum + room.matchCount, 0));
    expect(now.people).toBe(new Set(own.flatMap((room) => room.participants)).size);
  }
});

describe("compared with a separate count of the documents", () => {
  test.each(["week", "4w", "quarter", "all"] as const)("%s", async (period) => {
    const figures = await everyone(period);
    const { fromMs, toMs, beforeFromMs } = figures.period;
    const byHand = countByHand(rooms, fromMs, toMs);
    expect(figures.now).toMatchObject(byHand.counts);
    expect(figures.now.people).toBe(byHand.people.size);
    expect(figures.now.rooms).toBe(byHand.roomsRated.size);
    expect(figures.now.firstMatchRooms).toBe(byHand.firstMatches.length);
    expect(figures.now.firstMatchMs).toBe(median(byHand.firstMatches) ?? null);
    expect(figures.funnel).toEqual(byHand.funnel);
    if (beforeFromMs !== null) {
      const before = countByHand(rooms, beforeFromMs, fromMs);
      expect(figures.before).toMatchObject(before.counts);
      expect(figures.before?.people).toBe(before.people.size);
    }
    for (const step of figures.steps) {
      expect([step.start, step.matches]).toEqual([
        step.start,
        byHand.matchesByDay.get(step.start) ?? 0,
      ]);
    }
    for (const [weekday, row] of figures.hours.entries())
      for (const [hour, ratings] of row.entries())
        expect(ratings).toBe(byHand.ratingsByHour.get(`${weekday}/${hour}`) ?? 0);
    expect(figures.filmsMatched).toBe(byHand.roomsByFilm.size);
    expect(figures.groupMatches).toBe([...byHand.roomsByFilm.values()].flat().length);
    for (const film of figures.topFilms)
      expect(film.rooms.map((room) => room.name).sort()).toEqual(
        byHand.roomsByFilm.get(film.mediaId)?.sort(),
      );
    const divisive = [...byHand.split.values()].filter(
      ({ likes, ratings }) => ratings >= 13 && likes * 4 >= ratings && likes * 4 <= ratings * 3,
    );
    expect(figures.divisive.length).toBe(Math.min(25, divisive.length));
    for (const { mediaId, likes, passes } of figures.divisive)
      expect({ likes, ratings: likes + passes }).toEqual(byHand.split.get(mediaId));
    expect(figures.agreement.pairs.length).toBe(byHand.answers.size);
    for (const { a, b, common, same } of figures.agreement.pairs)
      expect({ common, same }).toEqual(byHand.answers.get(JSON.stringify([a, b].sort())));
  });
});

test("four weeks to Thursday 19 November 2026", async () => {
  const { now, before, period, funnel, filmsMatched, ...rest } = await everyone("4w");
  expect([period.firstDay, period.lastDay]).toEqual(["2026-10-23", "2026-11-19"]);
  expect([now.matches, before?.matches]).toEqual([162, 130]);
  expect([now.ratings, before?.ratings]).toEqual([1238, 1146]);
  expect([now.people, before?.people]).toEqual([23, 21]);
  expect([now.filmsAgreed, now.filmsRated]).toEqual([158, 412]);
  expect([before?.filmsAgreed, before?.filmsRated]).toEqual([117, 401]);
  expect([now.firstMatchMs, before?.firstMatchMs]).toEqual([16_485, 22_566]);
  expect(funnel).toEqual({ rated: 308, ratedByTwo: 281, liked: 189, agreed: 112 });
  expect(filmsMatched).toBe(78);
  expect(peakStep(rest.steps)).toMatchObject({ start: "2026-11-09", matches: 24 });
  expect(busiestHour(rest.hours)).toEqual({ weekday: 6, hour: 19, ratings: 143 });
  expect(quietHours(rest.hours)).toEqual({ from: 0, to: 11 });
  expect(rest.topFilms.slice(0, 7).map((film) => [film.title, film.rooms.length])).toEqual([
    ["1917", 4],
    ["Double Indemnity", 3],
    ["Inception", 3],
    ["Shutter Island", 3],
    ["All About Eve", 3],
    ["Chungking Express", 2],
    ["Amélie", 2],
  ]);
  expect(rest.divisive.slice(0, 7).map((film) => [film.title, film.passes, film.likes])).toEqual([
    ["Django Unchained", 8, 8],
    ["Looper", 7, 7],
    ["All About Eve", 6, 7],
    ["Blade Runner", 7, 6],
    ["The Bourne Ultimatum", 6, 7],
    ["The Usual Suspects", 7, 6],
    ["Top Gun: Maverick", 8, 6],
  ]);
  const pair = rest.agreement.pairs.find(({ a, b }) => [a, b].sort().join() === "Priya,oldtimer");
  expect(pair).toMatchObject({ common: 16, same: 14 });
  expect(agreementOf(rest.agreement.pairs[0] ?? { a: "", b: "", common: 0, same: 0 })).toBe(1);
  expect(rest.agreement.people.length).toBe(8);
  expect(pairFindings(rest)).toMatchObject({ compared: 26, pairs: 28 });
});

test("titles come from the catalogue", async () => {
  const titles = recordedTitles();
  const { topFilms } = await everyone("all");
  for (const film of topFilms) expect(film).toMatchObject(titles.get(film.mediaId) ?? {});
});
