import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { findRoom } from "@/lib/rooms/find-room";
import { ines, sven } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace, type RoomSeed } from "@/lib/testing/open-room";
import { filmsOf, type RatedFilm, shortlistFilm } from "@/lib/testing/shortlist-arbitraries";
import { listShortlistFilms } from "./list-shortlist-films";
import { markWatched } from "./mark-watched";

const GUID = "plex://movie/5d7768294de0ee001fcc7fbb";

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
});
afterAll(() => fresh.close());
beforeEach(async () => {
  await fresh.services.pool.query("truncate room, media cascade");
  await openSpace(fresh.services.pool);
  await openSpace(fresh.services.pool, "sp_other");
});

async function listed(seed: RoomSeed) {
  const roomId = await openRoom(fresh.services.pool, seed);
  return listShortlistFilms(ines, { room: await findRoom(ines, { roomId }) });
}

test("has what the catalogue of the room's space knows of each film", async () => {
  const { pool } = fresh.services;
  await pool.query(
    `insert into media (space_id, media_id, title, year, poster_url, poster_id, genres, link_url, trailer_url, duration_ms, summary, rating, is_seen)
     values ('sp_test', $1, 'Arrival', 2016, 'https://posters.example.org/a.jpg', 'po_1', '{Drama,Science fiction}', null, 'https://films.example.org/trailer', 6960000, 'They come.', 7.9, true),
       ('sp_test', 'linked', 'Up', 2009, 'https://posters.example.org/up.jpg', null, '{}', 'https://films.example.org/up', null, null, null, null, false),
       ('sp_other', 'untitled', 'Another space', 1999, null, null, '{Horror}', null, null, null, null, null, true)`,
    [GUID],
  );
  const { films, total } = await listed({
    ratings: [
      [GUID, "Ann", "like", 10],
      [GUID, "bob", "like", 20],
      [GUID, "Cy", "dislike", 30],
      ["linked", "bob", "like", 40],
      ["linked", "Ann", "meh", 50],
      ["untitled", "Cy", "like", 35],
      ["disliked", "Cy", "dislike", 60],
    ],
  });
  expect(films).toEqual([
    {
      ...{ mediaId: GUID, title: "Arrival", year: 2016, posterUrl: "/api/posters/po_1" },
      linkUrl:
        "https://app.plex.tv/desktop/#!/provider/tv.plex.provider.discover/details?key=%2Flibrary%2Fmetadata%2F5d7768294de0ee001fcc7fbb",
      trailerUrl: "https://films.example.org/trailer",
      ...{ durationMs: 6_960_000, genres: ["Drama", "Science fiction"], rating: 7.9 },
      ...{ summary: "They come.", likers: ["Ann", "bob"], refusers: ["Cy"] },
      ...{ matchedAtMs: 20, likedAtMs: 20, watched: null, isSeen: true },
    },
    shortlistFilm({
      ...{ mediaId: "linked", title: "Up", year: 2009, likers: ["bob"], refusers: ["Ann"] },
      posterUrl: "https://posters.example.org/up.jpg",
      linkUrl: "https://films.example.org/up",
      likedAtMs: 40,
    }),
    shortlistFilm({ mediaId: "untitled", likers: ["Cy"], likedAtMs: 35 }),
  ]);
  expect(total).toBe(3);
});

test("leaves out ratings that were taken back, and what other rooms say of the same film", async () => {
  const { pool } = fresh.services;
  const ratings: RoomSeed["ratings"] = [
    ["film", "Ann", "like", 10],
    ["film", "bob", "like", 20],
    ["only once", "bob", "like", 30],
  ];
  const otherId = await openRoom(pool, { name: "other", ratings });
  await markWatched(ines, { roomId: otherId, mediaId: "film" });
  await openRoom(pool, { name: "mine", spaceId: "sp_other", ratings });
  const roomId = await openRoom(pool, { name: "mine", ratings });
  await pool.query("update room_rating set value = null where room_id = $1 and user_name = 'bob'", [
    roomId,
  ]);
  await pool.query("delete from room_match where room_id = $1", [roomId]);
  const room = await findRoom(ines, { roomId });
  expect(await listShortlistFilms(ines, { room })).toEqual({
    films: [shortlistFilm({ mediaId: "film", likers: ["Ann"], likedAtMs: 10 })],
    total: 1,
  });
});

test.each(["standard", "unanimous", "solo", "async"])(
  "agrees with the rule in a %s room",
  async (roomType) => {
    const ratings: RatedFilm[] = [
      ["a", "Ann", "like", 1],
      ["a", "bob", "like", 2],
      ["a", "Cy", "like", 3],
      ["b", "Cy", "like", 4],
      ["b", "Ann", "like", 5],
      ["b", "bob", "dislike", 6],
      ["c", "bob", "like", 7],
      ["d", "bob", "dislike", 8],
    ];
    const { films } = await listed({ roomType, ratings: ratings.map(([...one]) => one) });
    const byId = (a: { mediaId: string }, b: { mediaId: string }) =>
      a.mediaId < b.mediaId ? -1 : 1;
    expect(films.toSorted(byId)).toEqual(filmsOf({ roomType, ratings }).toSorted(byId));
  },
);

test("is bounded: what is left out are films with fewer likes, never a match to watch", async () => {
  const many = LIMITS.shortlistFilmsMax + 20;
  const once: RoomSeed["ratings"] = Array.from({ length: many }, (_, index) => [
    `once ${index}`,
    "Ann",
    "like",
    10_000 + index,
  ]);
  const twice = (film: string, atMs: number): [string, string, string, number][] => [
    [film, "Ann", "like", atMs],
    [film, "bob", "like", atMs + 1],
  ];
  const roomId = await openRoom(fresh.services.pool, {
    ratings: [...once, ...twice("watched", 30), ...twice("old", 10), ...twice("new", 20)],
  });
  await markWatched(ines, { roomId, mediaId: "watched" });
  const room = await findRoom(ines, { roomId });
  const { films, total } = await listShortlistFilms(ines, { room });
  expect(total).toBe(many + 3);
  expect(films).toHaveLength(LIMITS.shortlistFilmsMax);
  expect(films.slice(0, 4).map(({ mediaId }) => mediaId)).toEqual([
    ...["new", "old", "watched", `once ${many - 1}`],
  ]);
});

test("is refused to people who may not see the room", async () => {
  const roomId = await openRoom(fresh.services.pool);
  const room = await findRoom(ines, { roomId });
  await expect(listShortlistFilms(sven, { room })).rejects.toMatchObject({ code: "not_found" });
});
