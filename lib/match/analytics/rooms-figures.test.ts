import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { admin, person } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import type { Analytics } from "./figures";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";
import type { PeriodName } from "./period";
import { tableOf } from "./tables";

let fresh: Awaited<ReturnType<typeof freshServices>>;
const SPACES = ["sp_one", "sp_two"];
beforeAll(async () => {
  fresh = await freshServices();
  for (const id of SPACES) await openSpace(fresh.services.pool, id, { idleDays: null });
});
afterAll(() => fresh.close());

const NOW = new Date("2026-11-19T20:18:39Z");
const DAY_MS = 86_400_000;
const atMs = fc.integer({ min: NOW.getTime() - 70 * DAY_MS, max: NOW.getTime() });

const room = fc.record({
  space: fc.constantFrom(...SPACES),
  type: fc.constantFrom("standard", "solo", "unanimous", ""),
  openedMs: fc.oneof({ weight: 9, arbitrary: atMs }, { weight: 1, arbitrary: fc.constant(0) }),
  state: fc.constantFrom("open", "open", "expired", "deleted", "replaced"),
  ratings: fc.uniqueArray(
    fc.record({
      film: fc.constantFrom("plex://a", "plex://b", "plex://c"),
      user: fc.constantFrom("Ann", "bob", "Q"),
      value: fc.constantFrom("like", "like", "dislike"),
      at: fc.oneof({ weight: 9, arbitrary: atMs }, { weight: 1, arbitrary: fc.constant(0) }),
    }),
    { selector: ({ film, user }) => `${film}/${user}`, maxLength: 6 },
  ),
});
type Room = typeof room extends fc.Arbitrary<infer T> ? T : never;

async function openAll(owner: string, rooms: readonly Room[]): Promise<void> {
  for (const [index, { space, type, openedMs, state, ratings }] of rooms.entries()) {
    const id = await openRoom(fresh.services.pool, {
      ...{ spaceId: space, name: `${owner} ${index}`, creatorId: owner, roomType: type },
      createdAt: new Date(openedMs),
      ratings: ratings.map(({ film, user, value, at }) => [film, user, value, at]),
    });
    if (state === "open") continue;
    await fresh.services.pool.query(
      "update room set trashed_at = now(), trash_reason = $2, purge_at = now() + interval '9 days' where id = $1",
      [id, state],
    );
  }
}

const TYPE_TEXT = { "": "Standard", standard: "Standard", solo: "Solo", unanimous: "Unanimous" };
const YEAR_2000 = Date.UTC(2000, 0, 1);

/** The films that a room agreed on, and when. */
function matchesOf({ type, ratings }: Room): number[] {
  const films = grouped(ratings);
  const people = new Set(ratings.map(({ user }) => user)).size;
  return [...films.values()].flatMap((all) => {
    const likes = all.filter(({ value }) => value === "like").map(({ at }) => at);
    likes.sort((a, b) => a - b);
    if (type === "solo") return likes;
    const needed = type === "unanimous" ? people : 2;
    const at = likes[needed - 1];
    return at === undefined ? [] : [at];
  });
}

function grouped(ratings: Room["ratings"]): Map<string, Room["ratings"]> {
  const films = new Map<string, Room["ratings"]>();
  for (const rating of ratings) films.set(rating.film, [...(films.get(rating.film) ?? []), rating]);
  return films;
}

/** Counts with loops, without a database. */
function countByHand(owner: string, rooms: readonly Room[], from: number, to: number) {
  const inside = (at: number) => at >= from && at < to;
  const parts = { type: new Map<string, number>(), space: new Map<string, number>() };
  const days = new Map<string, number>();
  const used = [];
  let opened = 0;
  for (const [index, each] of rooms.entries()) {
    if (each.state === "deleted" || each.state === "replaced") continue;
    if (inside(each.openedMs) && each.openedMs >= YEAR_2000) {
      opened += 1;
      raise(parts.type, TYPE_TEXT[each.type]);
      raise(parts.space, each.space);
      raise(days, new Date(each.openedMs).toISOString().slice(0, 10));
    }
    const ratings = each.ratings.filter(({ at }) => inside(at));
    const matches = matchesOf(each).filter(inside).length;
    if (ratings.length + matches === 0) continue;
    const people = new Set(ratings.map(({ user }) => user)).size;
    used.push({
      name: `${owner} ${index}`,
      space: each.space,
      people,
      ratings: ratings.length,
      matches,
    });
  }
  used.sort(
    (a, b) =>
      b.ratings - a.ratings ||
      b.people - a.people ||
      b.matches - a.matches ||
      (a.name < b.name ? -1 : 1),
  );
  return { opened, parts, days, used };
}

function raise(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function read(owner: string, period: PeriodName): Promise<Analytics> {
  const ctx = person(owner, owner, "owner");
  return getAnalytics(ctx, { period, timeZone: "UTC", whose: "mine", now: NOW });
}

test("rooms opened and rooms used equal a separate count in the test", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(room, { minLength: 1, maxLength: 6 }), async (rooms) => {
      const owner = newId("o");
      await openAll(owner, rooms);
      for (const period of ["week", "4w", "quarter", "all"] as const) {
        const figures = await read(owner, period);
        const { fromMs, toMs, beforeFromMs } = figures.period;
        const byHand = countByHand(owner, rooms, fromMs, toMs);
        const before =
          beforeFromMs === null ? null : countByHand(owner, rooms, beforeFromMs, fromMs);
        const found = figures.rooms;
        expect(found?.opened).toEqual({ now: byHand.opened, before: before?.opened ?? null });
        for (const [name, parts] of [
          ["type", found?.byType],
          ["space", found?.bySpace],
        ] as const) {
          const nonZero = (parts ?? []).filter(({ now }) => now > 0);
          expect(new Map(nonZero.map(({ label, now }) => [label, now]))).toEqual(
            byHand.parts[name],
          );
        }
        const steps = found?.bySteps ?? [];
        expect(steps).toHaveLength(figures.steps.length);
        expect(steps.reduce((sum, { now }) => sum + now, 0)).toBe(byHand.opened);
        expect(steps.reduce((sum, step) => sum + (step.before ?? 0), 0)).toBe(before?.opened ?? 0);
        if (figures.stepKind === "day") {
          for (const [index, { start }] of figures.steps.entries())
            expect([start, steps[index]?.now]).toEqual([start, byHand.days.get(start) ?? 0]);
        }
        expect(found?.mostUsed.map(({ id, ...rest }) => rest)).toEqual(byHand.used);
      }
    }),
    { numRuns: 20 },
  );
});

test("an admin sees the rooms of everybody, an owner only their own, and tables say the same", async () => {
  const [one, two] = [newId("o"), newId("o")];
  const opened = { type: "standard", openedMs: NOW.getTime() - DAY_MS, state: "open" } as const;
  const ratings = [
    { film: "plex://a", user: "Ann", value: "like", at: NOW.getTime() - DAY_MS },
  ] as const;
  await openAll(one, [{ ...opened, space: "sp_one", ratings: [...ratings] }]);
  await openAll(two, [{ ...opened, space: "sp_two", ratings: [] }]);
  const own = await read(one, "week");
  expect(own.rooms?.opened).toEqual({ now: 1, before: 0 });
  expect(tableOf("rooms", own).rows).toEqual([[`${one} 0`, "sp_one", 1, 1, 0]]);
  expect(tableOf("openedBy", own).rows).toEqual([
    ["type", "Standard", 1, 0],
    ["space", "sp_one", 1, 0],
  ]);
  expect(tableOf("opened", own).rows.filter(([, , now]) => now === 1)).toEqual([
    ["2026-11-18", "Wed 18 Nov", 1, 0],
  ]);
  const all = await getAnalytics(admin, {
    period: "week",
    timeZone: "UTC",
    whose: "everyone",
    now: NOW,
  });
  expect(all.rooms?.bySpace.map(({ label }) => label)).toEqual(expect.arrayContaining(SPACES));
  const roomId = own.rooms?.mostUsed[0]?.id ?? "";
  const asked = { roomId, period: "week", timeZone: "UTC", now: NOW } as const;
  expect((await getRoomAnalytics(admin, asked)).rooms).toBeNull();
});
