import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { appendToMatchRooms, takeBackMatchRating } from "@/lib/match/append-sql";
import { findRoom } from "@/lib/rooms/find-room";
import { openServices, type Services, setServices } from "@/lib/runtime/services";
import { ines, sven } from "@/lib/testing/actors";
import { freshDatabase } from "@/lib/testing/fresh-database";
import { openRoom, openSpace, type RoomSeed, saveSeed } from "@/lib/testing/open-room";
import { surroundWithOtherKinds } from "@/lib/testing/other-kinds";
import { listMatchEnds } from "./list-match-ends";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let context: Services;

beforeAll(async () => {
  database = await freshDatabase();
  context = openServices(database.url, ["test-secret"]);
  await surroundWithOtherKinds(context.pool);
  setServices(context);
});
afterAll(async () => {
  setServices(undefined);
  await context?.close();
  await database?.drop();
});
beforeEach(async () => {
  await context.pool.query("truncate space, room, media cascade");
  await openSpace(context.pool);
});

type Ratings = NonNullable<RoomSeed["ratings"]>;
type Step = { roomType: string; ratings: Ratings } | Ratings | { takeBack: [string, string] };

const NAME = "movie night!";
const HEAT: Ratings = [
  ["Heat", "Ann", "like", 1_000],
  ["Heat", "Yuki", "like", 2_000],
];

async function append(ratings: Ratings) {
  const arrays = {
    mediaId: ratings.map(([film]) => film),
    userName: ratings.map(([, person]) => person),
    value: ratings.map(([, , value]) => value),
    atMs: ratings.map(([, , , atMs]) => atMs),
  };
  await appendToMatchRooms(context.pool, "sp_test", [
    { name: NAME, writes: 1, ratings: [arrays], userProgress: [] },
  ]);
}

async function take(step: Step) {
  if ("roomType" in step) return saveSeed(context.pool, step);
  if (!("takeBack" in step)) return append(step);
  const [mediaId, userName] = step.takeBack;
  return takeBackMatchRating(context.pool, { spaceId: "sp_test", name: NAME, mediaId, userName });
}

/** "film/person matched-ended reason by", a time of the database's clock being "now". */
async function endsOf(roomId: string) {
  const { rows } = await context.pool.query(
    `select *, matched_at_ms as from_ms, case when ended_at_ms > 1e12 then 'now' else ended_at_ms::text end as to_ms
     from room_match_end where room_id = $1 order by ended_at_ms, media_id, user_name`,
    [roomId],
  );
  return rows.map(
    (end) =>
      `${end.media_id}/${end.user_name} ${end.from_ms}-${end.to_ms} ${end.reason} ${end.ended_by}`,
  );
}

const ALIEN: Ratings = [
  ["Alien", "Ann", "like", 1_500],
  ["Alien", "Yuki", "like", 2_500],
];

const CASES: [name: string, first: { roomType?: string; ratings: Ratings }, Step[], string[]][] = [
  [
    "a like becomes another answer",
    { ratings: HEAT },
    [[["Heat", "Yuki", "dislike", 5_000]]],
    ["Heat/ 2000-5000 changed Yuki"],
  ],
  [
    "a like becomes another answer in a save of the whole room",
    { ratings: HEAT },
    [{ roomType: "standard", ratings: [HEAT[0] as never, ["Heat", "Yuki", "dislike", 5_000]] }],
    ["Heat/ 2000-5000 changed Yuki"],
  ],
  [
    "a like is taken back",
    { ratings: HEAT },
    [{ takeBack: ["Heat", "Ann"] }],
    ["Heat/ 2000-now taken_back Ann"],
  ],
  [
    "two people change their likes in one write: nobody is named, the earliest time counts",
    { ratings: HEAT },
    [
      [
        ["Heat", "Yuki", "dislike", 5_000],
        ["Heat", "Ann", "dislike", 4_000],
      ],
    ],
    ["Heat/ 2000-4000 changed null"],
  ],
  [
    "one of three people changes a like: the match stays",
    { ratings: [...HEAT, ["Heat", "Kim", "like", 3_000]] },
    [[["Heat", "Ann", "dislike", 5_000]]],
    [],
  ],
  [
    "somebody begins to take part in a unanimous room",
    { roomType: "unanimous", ratings: [...HEAT, ...ALIEN] },
    [[["Jaws", "Kim", "dislike", 6_000]]],
    ["Alien/ 2500-6000 company Kim", "Heat/ 2000-6000 company Kim"],
  ],
  [
    "two people begin at once: nobody is named",
    { roomType: "unanimous", ratings: HEAT },
    [
      [
        ["Jaws", "Kim", "dislike", 6_000],
        ["Jaws", "Lee", "dislike", 7_000],
      ],
    ],
    ["Heat/ 2000-6000 company null"],
  ],
  [
    "the new person's first rating is a like of the matched film: the match stays",
    { roomType: "unanimous", ratings: HEAT },
    [[["Heat", "Kim", "like", 6_000]]],
    [],
  ],
  [
    "somebody begins to take part in a standard room: nothing ends",
    { ratings: HEAT },
    [[["Jaws", "Kim", "dislike", 6_000]]],
    [],
  ],
  [
    "in a solo room everybody's own like",
    { roomType: "solo", ratings: HEAT },
    [
      [
        ["Heat", "Yuki", "meh", 5_000],
        ["Heat", "Ann", "dislike", 6_000],
      ],
    ],
    ["Heat/Yuki 2000-5000 changed Yuki", "Heat/Ann 1000-6000 changed Ann"],
  ],
  [
    "another type of room",
    { ratings: [...HEAT, ["Jaws", "Kim", "like", 500]] },
    [{ roomType: "unanimous", ratings: [...HEAT, ["Jaws", "Kim", "like", 500]] }],
    ["Heat/ 2000-now room_type null"],
  ],
  [
    "an old save: the rating in it is older than the one that is stored",
    { ratings: HEAT },
    [
      [["Heat", "Yuki", "dislike", 1_999]],
      { roomType: "standard", ratings: [["Heat", "Yuki", "dislike", 100]] },
      { roomType: "unanimous", ratings: [["Heat", "Yuki", "dislike", 100]] },
    ],
    [],
  ],
  [
    "a like that was changed before the other person liked the film, and the change arrives late: there never was a match",
    { ratings: HEAT },
    [[["Heat", "Ann", "dislike", 1_900]]],
    [],
  ],
  [
    "another person had rated before the match, and that rating arrives late: there never was a match",
    { roomType: "unanimous", ratings: HEAT },
    [[["Jaws", "Kim", "dislike", 1_900]]],
    [],
  ],
  [
    "a match ends twice: both ends are kept",
    { ratings: HEAT },
    [
      [["Heat", "Yuki", "dislike", 5_000]],
      [["Heat", "Yuki", "like", 6_000]],
      [["Heat", "Ann", "dislike", 7_000]],
    ],
    ["Heat/ 2000-5000 changed Yuki", "Heat/ 6000-7000 changed Ann"],
  ],
];

test.each(CASES)("%s", async (_, first, steps, expected) => {
  const roomId = await openRoom(context.pool, first);
  for (const step of steps) await take(step);
  expect(await endsOf(roomId)).toEqual(expected);
});

test("one batch ends matches in several rooms, each for its own reason", async () => {
  const rooms = ["a", "b", "c"];
  const ids: string[] = [];
  for (const name of rooms) {
    const roomType = name === "c" ? "unanimous" : "standard";
    ids.push(await openRoom(context.pool, { name, roomType, ratings: HEAT }));
  }
  const rating = (person: string, atMs: number) => [
    { mediaId: ["Heat"], userName: [person], value: ["dislike"], atMs: [atMs] },
  ];
  await appendToMatchRooms(context.pool, "sp_test", [
    { name: "a", writes: 1, ratings: rating("Ann", 5_000), userProgress: [] },
    { name: "b", writes: 1, ratings: rating("Yuki", 6_000), userProgress: [] },
    { name: "c", writes: 1, ratings: rating("Kim", 7_000), userProgress: [] },
  ]);
  expect(await Promise.all(ids.map(endsOf))).toEqual([
    ["Heat/ 2000-5000 changed Ann"],
    ["Heat/ 2000-6000 changed Yuki"],
    ["Heat/ 2000-7000 company Kim"],
  ]);
});

test("only the newest ends of a match are kept, as many as LIMITS allows", async () => {
  const roomId = await openRoom(context.pool, { ratings: [...HEAT, ...ALIEN] });
  await append([["Alien", "Ann", "dislike", 5_000]]);
  const most = LIMITS.endsPerMatchMax;
  for (let round = 0; round < most + 3; round += 1) {
    await append([["Heat", "Yuki", "dislike", 10_000 + 2 * round]]);
    await append([["Heat", "Yuki", "like", 10_001 + 2 * round]]);
  }
  const ends = await endsOf(roomId);
  expect(ends).toHaveLength(1 + most);
  expect(ends[0]).toBe("Alien/ 2500-5000 changed Ann");
  expect(ends[1]).toBe("Heat/ 10005-10006 changed Yuki");
});

test("the ends are listed newest first, with titles, to those who may see the room", async () => {
  const roomId = await openRoom(context.pool, { ratings: [...HEAT, ...ALIEN] });
  await append([["Heat", "Yuki", "dislike", 5_000]]);
  await append([["Alien", "Ann", "dislike", 6_000]]);
  await context.pool.query(
    "insert into media (space_id, media_id, title, year) values ('sp_test', 'Heat', 'Heat', 1995)",
  );
  const room = await findRoom(ines, { roomId });
  const alien = {
    ...{ mediaId: "Alien", title: null, year: null, userName: null, reason: "changed" },
    ...{ matchedAtMs: 2_500, endedAtMs: 6_000, endedBy: "Ann" },
  };
  const heat = {
    ...{ mediaId: "Heat", title: "Heat", year: 1995, userName: null, reason: "changed" },
    ...{ matchedAtMs: 2_000, endedAtMs: 5_000, endedBy: "Yuki" },
  };
  expect(await listMatchEnds(ines, { room, limit: 10 })).toEqual([alien, heat]);
  expect(await listMatchEnds(ines, { room, limit: 1 })).toEqual([alien]);
  await expect(listMatchEnds(sven, { room, limit: 1 })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("in a solo room one person's ends are listed, and those of the group before it was solo", async () => {
  const roomId = await openRoom(context.pool, { ratings: HEAT });
  await take({ roomType: "solo", ratings: HEAT });
  await append([
    ["Heat", "Yuki", "dislike", 5_000],
    ["Heat", "Ann", "dislike", 6_000],
  ]);
  const room = await findRoom(ines, { roomId });
  const ends = await listMatchEnds(ines, { room, limit: 10, userName: "Ann" });
  expect(ends.map((end) => [end.userName, end.reason])).toEqual([
    [null, "room_type"],
    ["Ann", "changed"],
  ]);
});

test("an end is not listed if the same match exists with an earlier time", async () => {
  const roomId = await openRoom(context.pool, { ratings: HEAT });
  await append([["Heat", "Yuki", "dislike", 5_000]]);
  const room = await findRoom(ines, { roomId });
  const listed = () => listMatchEnds(ines, { room, limit: 10 });
  expect(await listed()).toHaveLength(1);
  await append([["Heat", "Kim", "like", 6_000]]);
  expect(await listed(), "a new match does not undo the end").toHaveLength(1);
  await append([["Heat", "Lee", "like", 4_000]]);
  expect(await listed(), "Ann and Lee have liked it without a break").toEqual([]);
});
