import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findRoom } from "@/lib/rooms/find-room";
import { admin, ines, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { markWatched } from "./mark-watched";
import { pickFilm } from "./pick-film";
import { readPickedFilm } from "./picked-film";
import { unmarkWatched } from "./unmark-watched";
import { unpickFilm } from "./unpick-film";

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
      ["heat", "bob", "like", 40],
      ["moon", "Cy", "like", 50],
      ["moon", "bob", "like", 60],
      ["her", "Ann", "like", 70],
      ["bad", "Ann", "dislike", 80],
    ],
  });
});

const draw = (random: number, asked = {}) =>
  pickFilm(ines, { roomId, random, asked, timeZone: "UTC" });
const picked = async () => readPickedFilm(fresh.services.pool, await findRoom(ines, { roomId }));

test("a film is drawn out of those that the people here agreed on, and is kept with why", async () => {
  const drawn = await draw(0.9, { here: ["Ann", "bob"] });
  expect(drawn).toMatchObject({ roomId, mediaId: "up", lot: { outOf: 2 } });
  expect(await picked()).toMatchObject({
    ...{ mediaId: "up", pickedBy: "Ines" },
    lot: { outOf: 2, missing: "none", isRepeated: false, here: 2, isEverybody: false },
  });
});

test("the next draw leaves the last film out, unless there is no other", async () => {
  const both = [await draw(0, { here: ["Ann", "bob"] }), await draw(0, { here: ["Ann", "bob"] })];
  expect(both.map(({ mediaId }) => mediaId).sort()).toEqual(["heat", "up"]);
  await markWatched(ines, { roomId, mediaId: "heat" });
  await pickFilm(ines, { roomId, mediaId: "up", timeZone: "UTC" });
  expect(await draw(0, { here: ["Ann", "bob"], watched: "no" })).toMatchObject({
    ...{ mediaId: "moon", lot: { missing: "one" } },
  });
});

test("a film can be chosen by hand, also one that is only nearly agreed on", async () => {
  await pickFilm(ines, { roomId, mediaId: "her", timeZone: "UTC" });
  expect(await picked()).toMatchObject({ mediaId: "her", lot: null });
  await unpickFilm(ines, { roomId });
  expect(await picked()).toBeNull();
  await expect(unpickFilm(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
});

test("it is over at noon, and can be picked again then", async () => {
  await draw(0);
  await fresh.services.pool.query("update room_picked_film set ends_at = clock_timestamp()");
  expect(await picked()).toBeNull();
  await expect(unpickFilm(ines, { roomId })).rejects.toMatchObject({ code: "conflict" });
  expect(await draw(0)).toMatchObject({ lot: { isRepeated: false } });
  expect(await picked()).not.toBeNull();
});

test.each([
  ["that nobody likes", "bad", "not_found"],
  ["that nobody rated", "unknown", "not_found"],
  ["whose id cannot be stored", "a\0b", "not_found"],
  ["that is watched", "heat", "conflict"],
])("a film %s is not picked", async (_name, mediaId, code) => {
  await markWatched(ines, { roomId, mediaId: "heat" });
  await expect(pickFilm(ines, { roomId, mediaId, timeZone: "UTC" })).rejects.toMatchObject({
    code,
  });
  expect(await picked()).toBeNull();
});

test("without a film that fits there is nothing to draw", async () => {
  await expect(draw(0, { genre: "Western" })).rejects.toMatchObject({ code: "conflict" });
});

test("it stays in a room whose game server saves, and changes nothing that a game server sees", async () => {
  const before = await findRoom(ines, { roomId });
  await draw(0);
  expect(await findRoom(ines, { roomId })).toEqual(before);
  await markWatched(ines, { roomId, mediaId: (await picked())?.mediaId ?? "" });
  await unmarkWatched(ines, { roomId, mediaId: (await picked())?.mediaId ?? "" });
  expect(await picked()).not.toBeNull();
});

test("each pick has its row in the audit log, without the film", async () => {
  await draw(0);
  await unpickFilm(admin, { roomId });
  await expect(pickFilm(sven, { roomId, timeZone: "UTC" })).rejects.toMatchObject({
    code: "not_found",
  });
  const { rows } = await fresh.services.pool.query(
    "select concat_ws(' ', actor_name, action, outcome, code, detail) as line from audit_entry order by id",
  );
  expect(rows.map(({ line }) => line)).toEqual([
    "Ines room.pick-film done",
    "tomasz room.unpick-film done",
    expect.stringMatching(/^\S+ room\.pick-film refused not_found/),
  ]);
});
