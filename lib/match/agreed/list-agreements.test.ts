import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { admin, ines, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, type RoomSeed } from "@/lib/testing/open-room";
import { listAgreements } from "./list-agreements";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, media cascade");
  await openSpace(pool);
});

const BOTH: RoomSeed["ratings"] = [
  ["up", "bob", "like", 10],
  ["up", "Ann", "like", 20],
  ["up", "Cy", "dislike", 30],
  ["heat", "Ann", "like", 40],
];
const open = (seed: RoomSeed) => openRoom(fresh.services.pool, { ratings: BOTH, ...seed });
const listed = async (ctx = ines, whose: "mine" | "everyone" = "mine") =>
  (await listAgreements(ctx, { whose })).agreements.map(({ roomName, mediaId, isOpen }) => [
    ...[roomName, mediaId, isOpen],
  ]);

test("a film is there with its room, the people who like it, and what the catalogue knows", async () => {
  const roomId = await open({ name: "sofa" });
  await fresh.services.pool.query(
    `insert into media (space_id, media_id, title, year, genres, duration_ms, rating, is_seen, poster_id)
     values ('sp_test', 'up', 'Up', 2009, '{Animation}', 60000, 8.3, true, 'po_1')`,
  );
  await markWatched(ines, { roomId, mediaId: "up" });
  const { agreements, isCut } = await listAgreements(ines, { whose: "mine" });
  expect(isCut).toBe(false);
  expect(agreements).toEqual([
    {
      ...{ spaceId: "sp_test", roomId, roomName: "sofa", ownerId: "7", lockedBy: null },
      ...{ isOpen: true, mediaId: "up", matchedAtMs: 20, title: "Up", year: 2009 },
      ...{ posterUrl: "/api/posters/po_1", linkUrl: null, trailerUrl: null, durationMs: 60_000 },
      ...{ genres: ["Animation"], rating: 8.3, summary: null, isSeen: true },
      ...{ likers: ["bob", "Ann"], watched: { by: "Ines", at: expect.any(Date) } },
    },
  ]);
});

test("rooms in the trash are there until they are deleted for good, solo rooms are not", async () => {
  const roomId = await open({ name: "gone" });
  await open({ name: "list", roomType: "solo" });
  await deleteRoom(ines, { roomId });
  expect(await listed()).toEqual([["gone", "up", false]]);
  await fresh.services.pool.query("delete from room where id = $1", [roomId]);
  expect(await listed()).toEqual([]);
});

test("an owner sees their own rooms whatever they ask for; an admin may see everyone's", async () => {
  await open({ name: "hers" });
  expect(await listed(ines, "everyone")).toEqual([["hers", "up", true]]);
  expect(await listed(sven, "everyone")).toEqual([]);
  expect(await listed(admin, "mine")).toEqual([]);
  expect(await listed(admin, "everyone")).toEqual([["hers", "up", true]]);
});
