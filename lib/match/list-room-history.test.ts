import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { findRoom } from "@/lib/rooms/find-room";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { ines, sven } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, saveSeed } from "@/lib/testing/open-room";
import { listRoomHistory, SITTING_GAP_MS } from "./list-room-history";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  setServices(context);
});
afterAll(async () => {
  setServices(undefined);
  await context.close();
  await database.drop();
});
beforeEach(async () => {
  await context.pool.query("truncate space, room, audit_entry cascade");
  await openSpace(context.pool);
});

const START = Date.parse("2026-11-01T20:00:00Z");

test("a session of ratings has no pause of more than half an hour", async () => {
  const gap = fc.oneof(
    fc.integer({ min: 1, max: SITTING_GAP_MS }),
    fc.constantFrom(SITTING_GAP_MS, SITTING_GAP_MS + 1),
    fc.integer({ min: SITTING_GAP_MS, max: 20 * SITTING_GAP_MS }),
  );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { minLength: 1, maxLength: 25 }), async (gaps) => {
      let at = START;
      const times = gaps.map((ms) => (at += ms));
      const expected: number[] = [];
      gaps.forEach((ms, index) => {
        if (index === 0 || ms > SITTING_GAP_MS) expected.push(0);
        expected[expected.length - 1] = (expected.at(-1) ?? 0) + 1;
      });
      round += 1;
      const roomId = await openRoom(context.pool, {
        name: `sittings ${round}`,
        ratings: times.map((ms, index) => [`film ${index}`, `person ${index % 3}`, "like", ms]),
      });
      const room = await findRoom(ines, { roomId });
      const { lines } = await listRoomHistory(ines, { room, limit: 100 });
      const sittings = lines.filter((line) => line.what === "sitting");
      expect(sittings.map((line) => line.ratings).reverse()).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test("matches that ended together are one line, and the session of ratings still counts them", async () => {
  const both = (film: string, atMs: number): [string, string, string, number][] => [
    [film, "Ann", "like", atMs],
    [film, "Bob", "like", atMs + 1],
  ];
  const films = ["Alien", "Brazil", "Casablanca", "Duel", "Heat"];
  const ratings = films.flatMap((film, index) => both(film, START + 10 * index));
  const name = "unanimous";
  const createdAt = new Date(START);
  const seed = { name, createdAt, roomType: "unanimous" };
  const roomId = await openRoom(context.pool, { ...seed, ratings });
  await saveSeed(context.pool, { ...seed, ratings: [["Heat", "Bob", "dislike", START + 500]] });
  const later = START + 3 * SITTING_GAP_MS;
  await saveSeed(context.pool, { ...seed, ratings: [["Jaws", "Kim", "like", later]] });
  await context.pool.query(
    `insert into media (space_id, media_id, title, year) values ('sp_test', 'Heat', 'Heat', 1995)`,
  );
  const room = await findRoom(ines, { roomId });
  const seen = [];
  let before: string | undefined;
  do {
    const page = await listRoomHistory(ines, { room, limit: 1, before });
    seen.push(...page.lines.map(({ key, ...line }) => line));
    before = page.before ?? undefined;
  } while (before);
  const untitled = { title: null, year: null };
  const company = {
    what: "ended",
    at: new Date(later),
    reason: "company",
    endedBy: "Kim",
    matchedAtMs: START + 1,
    films: films.slice(0, 3).map((mediaId) => ({ mediaId, ...untitled })),
    filmCount: 4,
  };
  const changed = {
    what: "ended",
    at: new Date(START + 500),
    reason: "changed",
    endedBy: "Bob",
    matchedAtMs: START + 41,
    films: [{ mediaId: "Heat", title: "Heat", year: 1995 }],
    filmCount: 1,
  };
  expect(seen.filter((line) => line.what === "ended")).toEqual([company, changed]);
  expect(seen.filter((line) => line.what === "sitting").map((line) => line.matches)).toEqual([
    0, 5,
  ]);
  expect(seen).toHaveLength(5);
});

test("changes, refusals and the opening are in one order, page by page", async () => {
  const createdAt = new Date(START);
  const roomId = await openRoom(context.pool, {
    createdAt,
    ratings: [["film", "Ann", "like", START + 1_000]],
  });
  await deleteRoom(sven, { roomId }).catch(() => {});
  await deleteRoom(sven, { roomId }).catch(() => {});
  await deleteRoom(ines, { roomId });
  await restoreRoom(ines, { roomId });
  // All within one millisecond.
  await context.pool.query(`update audit_entry set at = '2026-11-02T20:00:00.123Z'`);
  const room = await findRoom(ines, { roomId });
  const texts = [];
  let before: string | undefined;
  do {
    const page = await listRoomHistory(ines, { room, limit: 2, before });
    for (const line of page.lines) {
      texts.push(
        line.what === "change"
          ? `${line.actorName} ${line.action} ${line.outcome} ${line.count} ${line.byViewer}`
          : line.what,
      );
    }
    before = page.before ?? undefined;
  } while (before);
  expect(texts).toEqual([
    "Ines room.restore done 1 true",
    "Ines room.delete done 1 true",
    "Sven room.delete refused 2 false",
    "sitting",
    "opened",
  ]);
  await expect(listRoomHistory(sven, { room, limit: 2 })).rejects.toMatchObject({
    code: "not_found",
  });
});
