import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getRoomAnalytics } from "@/lib/match/analytics/get-room-analytics";
import { listRoomMatches } from "@/lib/match/matches/list-room-matches";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { findRoom } from "@/lib/rooms/find-room";
import { lockRoom } from "@/lib/rooms/lock-room";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { admin, ines, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { listShortlistFilms } from "./list-shortlist-films";
import { markWatched } from "./mark-watched";
import { unmarkWatched } from "./unmark-watched";

const NOW = new Date("2026-11-19T20:18:39Z");

let fresh: Awaited<ReturnType<typeof freshServices>>;
let roomId: string;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, media, audit_entry cascade");
  await openSpace(pool);
  roomId = await openRoom(pool, {
    ratings: [
      ["up", "Ann", "like", 10],
      ["up", "bob", "like", 20],
      ["heat", "Ann", "like", 30],
      ["her", "Ann", "dislike", 40],
    ],
  });
  await pool.query(
    "insert into media (space_id, media_id, title, year) values ('sp_test', 'up', 'Up', 2009)",
  );
});

async function marks(): Promise<unknown[]> {
  const { rows } = await fresh.services.pool.query(
    `select room_id, media_id, watched_by, watched_by_id, watched_at between now() - interval '1 hour' and now() as is_fresh
     from room_watched_film order by media_id`,
  );
  return rows;
}

async function audit(): Promise<string[]> {
  const { rows } = await fresh.services.pool.query(
    "select concat_ws(' ', actor_name, action, outcome, code, detail) as line from audit_entry where room_id = $1 order by id",
    [roomId],
  );
  return rows.map(({ line }) => line);
}

async function shown() {
  const { films } = await listShortlistFilms(ines, { room: await findRoom(ines, { roomId }) });
  return films.map(({ mediaId, watched }) => [mediaId, watched?.by ?? null]);
}

test("a film is marked with who and when, and the mark can be taken back", async () => {
  expect(await markWatched(ines, { roomId, mediaId: "up" })).toEqual({
    ...{ roomId, mediaId: "up", title: "Up", year: 2009 },
  });
  expect(await marks()).toEqual([
    {
      ...{ room_id: roomId, media_id: "up", watched_by: "Ines" },
      ...{ watched_by_id: "7", is_fresh: true },
    },
  ]);
  expect(await shown()).toEqual([
    ["up", "Ines"],
    ["heat", null],
  ]);
  await unmarkWatched(admin, { roomId, mediaId: "up" });
  expect(await marks()).toEqual([]);
  expect(await shown()).toEqual([
    ["up", null],
    ["heat", null],
  ]);
  expect(await audit()).toEqual(["Ines room.mark-watched done", "tomasz room.unmark-watched done"]);
});

test("matches, figures and the room itself stay as they are", async () => {
  const state = async () => {
    const room = await findRoom(ines, { roomId });
    return {
      room,
      matches: await listRoomMatches(ines, { room, limit: 10 }),
      figures: await getRoomAnalytics(ines, { roomId, period: "all", timeZone: "UTC", now: NOW }),
    };
  };
  const before = await state();
  expect(before.matches).toHaveLength(1);
  await markWatched(ines, { roomId, mediaId: "up" });
  expect(await state()).toEqual(before);
});

test("of two people who mark a film at the same time one is refused, and the mark is the other's", async () => {
  const both = await Promise.allSettled(
    [ines, admin].map((ctx) => markWatched(ctx, { roomId, mediaId: "up" })),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "conflict" },
  });
  expect(await marks()).toHaveLength(1);
  expect((await audit()).toSorted().map((line) => line.replace(/^\w+ /, ""))).toEqual(
    expect.arrayContaining(["room.mark-watched done", "room.mark-watched refused conflict"]),
  );
});

test.each([
  ["a film that nobody rated", "unknown film"],
  ["a text that cannot be stored", "a\0b"],
  ["half a character", "\ud800"],
  ["nothing", ""],
])("%s is not marked, and has no mark to take back", async (_name, mediaId) => {
  await expect(markWatched(ines, { roomId, mediaId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(unmarkWatched(ines, { roomId, mediaId })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await marks()).toEqual([]);
});

test("a film that one person disliked can have been watched all the same; one that all ratings were taken from cannot", async () => {
  await markWatched(ines, { roomId, mediaId: "her" });
  await fresh.services.pool.query("update room_rating set value = null where media_id = 'heat'");
  await expect(markWatched(ines, { roomId, mediaId: "heat" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a stranger, a lock and the trash refuse it; the mark comes back with the room", async () => {
  await markWatched(ines, { roomId, mediaId: "up" });
  for (const verb of [markWatched, unmarkWatched]) {
    await expect(verb(sven, { roomId, mediaId: "up" })).rejects.toMatchObject({
      code: "not_found",
      message: "There is no such room.",
    });
    await expect(verb(ines, { roomId: "rm_unknown", mediaId: "up" })).rejects.toMatchObject({
      code: "not_found",
    });
  }
  await lockRoom(admin, { roomId, reason: "quiet" });
  await expect(unmarkWatched(ines, { roomId, mediaId: "up" })).rejects.toMatchObject({
    code: "locked",
  });
  await deleteRoom(admin, { roomId });
  await expect(unmarkWatched(admin, { roomId, mediaId: "up" })).rejects.toMatchObject({
    code: "gone",
  });
  await restoreRoom(admin, { roomId });
  expect(await marks()).toHaveLength(1);
});
