import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";
import { person } from "@/lib/testing/actors";
import { countByHand } from "@/lib/testing/count-by-hand";
import { freshServices } from "@/lib/testing/fresh-services";
import { openSpace, saveSeed } from "@/lib/testing/open-room";
import type { Analytics } from "./figures";
import { getAnalytics } from "./get-analytics";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  await openSpace(fresh.services.pool, "sp_test", { idleDays: null });
});
afterAll(() => fresh.close());

const NOW = new Date("2026-11-19T20:18:39Z");
const DAY_MS = 86_400_000;

/** Ratings over 70 days, one for each film and person, shuffled and cut into saves. */
const saves = fc
  .uniqueArray(
    fc.record({
      film: fc.constantFrom("plex://a", "plex://b", "plex://c", "plex://d", "plex://e"),
      user: fc.constantFrom("Ann", "bob", "Q", "さくら"),
      value: fc.constantFrom("like", "like", "dislike", "superlike"),
      atMs: fc.integer({ min: NOW.getTime() - 70 * DAY_MS, max: NOW.getTime() }),
    }),
    { selector: ({ film, user }) => `${film}/${user}`, minLength: 1, maxLength: 20 },
  )
  .chain((ratings) =>
    fc.record({
      ratings: fc.constant(ratings),
      shuffled: fc.shuffledSubarray(ratings, { minLength: ratings.length }),
      cut: fc.nat({ max: ratings.length }),
      type: fc.constantFrom("standard", "unanimous", "solo", "async", "odd"),
    }),
  );
type Saves = typeof saves extends fc.Arbitrary<infer T> ? T : never;
type Rating = Saves["ratings"][number];

const CREATED = new Date(NOW.getTime() - 71 * DAY_MS);

async function saveRooms(
  owner: string,
  rooms: Saves[],
  order: "given" | "shuffled",
): Promise<void> {
  for (const [index, room] of rooms.entries()) {
    const save = (ratings: Rating[]) =>
      saveSeed(fresh.services.pool, {
        name: `${owner} ${index}`,
        creatorId: owner,
        createdAt: CREATED,
        roomType: room.type,
        ratings: ratings.map(({ film, user, value, atMs }) => [film, user, value, atMs]),
      });
    if (order === "given") await save(room.ratings);
    else {
      await save(room.shuffled.slice(room.cut));
      await save(room.shuffled.slice(0, room.cut));
      await save(room.shuffled.slice(room.cut));
    }
  }
}

function documentOf(room: Saves, name: string): SerializedRoom {
  const ratings: Record<string, RatingEntry[]> = {};
  for (const { film, user, value, atMs } of room.ratings) {
    ratings[film] = [...(ratings[film] ?? []), [user, value, atMs]];
  }
  const createdAt = CREATED.toISOString();
  const creator = { creatorPlexUserId: 1, creatorPlexUsername: "x" };
  return { roomName: name, sort: "random", createdAt, ...creator, roomType: room.type, ratings };
}

function read(owner: string, period: "4w" | "all", timeZone = "UTC"): Promise<Analytics> {
  const ctx = person(owner, owner, "owner");
  return getAnalytics(ctx, { period, timeZone, whose: "mine", now: NOW });
}

/** The figures without the ids and names of rooms, which differ between the two owners. */
function comparable({ topFilms, rooms, ...figures }: Analytics) {
  const mostUsed = rooms?.mostUsed.map(({ id, name, ...counts }) => counts);
  const films = topFilms.map(({ rooms: matched, ...film }) => [film, matched.length]);
  return { ...figures, rooms: { ...rooms, mostUsed }, topFilms: films };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

test("totals do not depend on the order of saves, parts add up to totals, and both equal a separate count in the test", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(saves, { minLength: 1, maxLength: 3 }), async (rooms) => {
      const [once, mixed] = [newId("o"), newId("o")];
      await saveRooms(once, rooms, "given");
      await saveRooms(mixed, rooms, "shuffled");
      for (const period of ["4w", "all"] as const) {
        const figures = await read(once, period);
        expect(comparable(await read(mixed, period))).toEqual(comparable(figures));
        const { now, before, steps, hours, people, funnel } = figures;
        expect(sum(steps.map((step) => step.matches))).toBe(now.matches);
        expect(sum(steps.map((step) => step.ratings))).toBe(now.ratings);
        expect(sum(steps.map((step) => step.likes))).toBe(now.likes);
        expect(sum(steps.map((step) => step.matchesBefore ?? 0))).toBe(before?.matches ?? 0);
        expect(sum(steps.map((step) => step.ratingsBefore ?? 0))).toBe(before?.ratings ?? 0);
        expect(sum(hours.flat())).toBe(now.ratings);
        expect(sum(people.map((each) => each.ratings))).toBe(now.ratings);
        expect(sum(people.map((each) => each.likes))).toBe(now.likes);
        expect(funnel.rated).toBeLessThanOrEqual(now.filmsRated);
        const documents = rooms.map((room, index) => documentOf(room, `${index}`));
        const byHand = countByHand(documents, figures.period.fromMs, figures.period.toMs);
        expect(now).toMatchObject(byHand.counts);
        expect(funnel).toEqual(byHand.funnel);
        for (const { a, b, common, same } of figures.agreement.pairs)
          expect({ common, same }).toEqual(byHand.answers.get(JSON.stringify([a, b].sort())));
      }
      const [utc, tokyo] = [await read(once, "all"), await read(once, "all", "Asia/Tokyo")];
      expect(tokyo.now).toEqual(utc.now);
      expect(sum(tokyo.hours.flat())).toBe(utc.now.ratings);
    }),
    { numRuns: 25 },
  );
});
