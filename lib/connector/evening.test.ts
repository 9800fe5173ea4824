import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoomkeeper, type Roomkeeper } from "@/lib/entries/roomkeeper";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { person } from "@/lib/testing/moviematch-person";
import { openQuiz, WITH_QUIZ } from "@/lib/testing/quiz-family";
import {
  FILMS,
  film,
  type MovieMatch,
  type MovieMatchFolder,
  movieMatchFolder,
  startMovieMatch,
} from "@/lib/testing/start-moviematch";

/** A whole evening with a MovieMatch that has the connector, under Deno, against the real API. */

const NAME = " movie night? 🍿/..";
const [ALIEN = "", BRAZIL = "", CLUE = ""] = FILMS.map(({ id }) => id);

let api: ApiServer;
let folder: MovieMatchFolder;
let token: string;
let client: Roomkeeper;
let game: MovieMatch;

const start = () =>
  startMovieMatch(folder, {
    STORAGE_TYPE: "http",
    STORAGE_URL: api.url,
    STORAGE_TOKEN: token,
    MOVIEMATCH_URL: "http://films.example.org/",
  });

beforeAll(async () => {
  api = await startApiServer({ families: WITH_QUIZ });
  folder = await movieMatchFolder();
  token = await api.token();
  client = createRoomkeeper({ url: api.url, token });
  game = await start();
});
afterAll(async () => {
  await game?.end();
  await client?.close();
  await folder?.remove();
  await api?.close();
});

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${api.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? null : await response.json()) as Record<string, unknown>;
}

describe("an evening", () => {
  it("stores a room as it is used, and its films with their titles", async () => {
    const [ann, bob] = [await person(game, "Ann"), await person(game, "Bob")];
    const created = await ann.create(NAME, { password: "popcorn", roomType: "async" });
    expect([created.type, created.payload.media.length]).toEqual(["createRoomSuccess", 3]);
    expect((await bob.join(NAME, "wrong")).payload.name).toBe("AccessDeniedError");
    expect((await bob.join(NAME, "popcorn")).type).toBe("joinRoomSuccess");
    ann.rate(ALIEN);
    ann.rate(BRAZIL, "dislike");
    bob.rate(ALIEN);
    expect((await bob.hears("match")).payload.media.title).toBe("Alien");
    await expect.poll(async () => (await client.matches(NAME)).length).toBe(1);
    await expect
      .poll(async () => (await call("GET", "/media")).items)
      .toEqual(
        FILMS.map(({ id, title, year, genres, duration, posterUrl, linkUrl }) => ({
          ...{ mediaId: id, title, year, genres, durationMs: duration },
          posterUrl: `http://films.example.org${posterUrl}`,
          linkUrl: `http://films.example.org${linkUrl}`,
          trailerUrl: null,
        })),
      );
    const lease = async () =>
      (await call("GET", `/room/lease?name=${encodeURIComponent(NAME)}`)).lease;
    await expect.poll(lease).toMatchObject({ connections: 2, live: true });
    bob.leave();
    await expect.poll(lease).toMatchObject({ connections: 1 });
    ann.leave();
    // Nobody holds it any more, which is a refusal without a lease.
    await expect.poll(lease).toBeUndefined();
  });

  it("goes on after a restart as if there had been none", async () => {
    const before = await client.getRoom(NAME);
    expect(await game.end()).toBe(143);
    await folder.write(
      "films.json",
      JSON.stringify([film(ALIEN, "Alien (1979)", 1979), ...FILMS.slice(1)]),
    );
    game = await start();
    const [ann, bob] = [await person(game, "Ann"), await person(game, "Bob")];
    expect((await bob.join(NAME)).payload.name).toBe("AccessDeniedError");
    const joined = await ann.join(NAME, "popcorn");
    const { media, previousMatches, users } = joined.payload;
    expect(media.map(({ id }: { id: string }) => id)).toEqual([CLUE]);
    expect(previousMatches).toMatchObject([{ media: { id: ALIEN }, users: ["Ann", "Bob"] }]);
    expect(users).toEqual([{ user: { userName: "Ann" }, progress: 2 }]);
    await bob.join(NAME, "popcorn");
    bob.rate(CLUE);
    await expect.poll(async () => (await client.getRoom(NAME))?.ratings?.[CLUE]?.length).toBe(1);
    const after = await client.getRoom(NAME);
    expect(after).toEqual({
      ...before,
      ratings: { ...before?.ratings, [CLUE]: [["Bob", "like", expect.any(Number)]] },
      userProgress: { Ann: 2, Bob: 2 },
    });
    expect(await client.listTrash()).toEqual([]);
    const titles = async () =>
      ((await call("GET", "/media")).items as { title: string }[]).map(({ title }) => title);
    await expect.poll(titles).toContain("Alien (1979)");
  });

  it("does not open a stored name a second time", async () => {
    await game.end();
    game = await start();
    const cleo = await person(game, "Cleo");
    expect((await cleo.create(NAME)).payload.name).toBe("RoomExistsError");
    const both = await Promise.all([
      (await person(game, "Di")).create("twice"),
      (await person(game, "Ed")).create("twice"),
    ]);
    expect(both.map(({ type }) => type).sort()).toEqual(["createRoomError", "createRoomSuccess"]);
  });

  it("reads a room that was opened elsewhere when somebody joins it", async () => {
    await client.saveRoom({
      ...{ roomName: "elsewhere", sort: "random", createdAt: "2026-11-01T20:00:00.000Z" },
      ...{ creatorPlexUserId: 1, creatorPlexUsername: "mara_k" },
      ratings: { [ALIEN]: [["Mara", "like", 1]] },
    });
    const ann = await person(game, "Ann");
    expect((await ann.join("elsewhere")).payload.media).toHaveLength(3);
    expect((await ann.join("nowhere")).payload.name).toBe("RoomNotFoundError");
  });
});

describe("what happens to a room in Roomkeeper", () => {
  it("deleted: its people are told, and it is not there; restored: it is there again", async () => {
    const [ann, bob] = [await person(game, "Ann"), await person(game, "Bob")];
    await ann.create("closed here");
    await bob.join("closed here");
    ann.rate(ALIEN);
    await expect.poll(async () => (await client.getRoom("closed here"))?.ratings).toBeTruthy();
    const { createdAt = "" } = (await client.getRoom("closed here")) ?? {};
    await client.deleteRoom("closed here");
    for (const one of [ann, bob]) {
      await one.hears("leaveRoomSuccess");
      const { name, message } = (await one.hears("joinRoomError")).payload;
      expect([name, message]).toEqual([
        "RoomNotFoundError",
        "“closed here” was deleted in Roomkeeper.",
      ]);
    }
    bob.rate(BRAZIL);
    expect((await bob.join("closed here")).payload.name).toBe("RoomNotFoundError");
    await client.restoreRoom("closed here", createdAt);
    await game.says("“closed here” was restored");
    const back = await bob.join("closed here");
    expect(back.payload.media).toHaveLength(3);
    expect((await ann.join("closed here")).payload.media).toHaveLength(2);
    expect((await client.getRoom("closed here"))?.createdAt).toBe(createdAt);
  });

  it("replaced by a later room: the people of the earlier one are told", async () => {
    const ann = await person(game, "Ann");
    await ann.create("again");
    const stored = await client.getRoom("again");
    const later = {
      roomName: "again",
      sort: "random",
      creatorPlexUserId: 1,
      creatorPlexUsername: "m",
    };
    const createdAt = new Date(Date.parse(stored?.createdAt ?? "") + 1000).toISOString();
    await client.saveRoom({ ...later, createdAt });
    expect((await ann.hears("joinRoomError")).payload.message).toContain("replaced by a new room");
    expect((await ann.join("again")).type).toBe("joinRoomSuccess");
  });

  it("a room of another kind with the same name does not matter", async () => {
    const { pool } = api.services;
    const ann = await person(game, "Ann");
    await ann.create("twin");
    await openQuiz(pool, { spaceId: api.spaceId, id: "rm_quiz", name: "twin" });
    for (const kind of ["quiz", "match"]) {
      await pool.query(
        "update room set locked_at = now(), lock_reason = kind, version = version + 1 where name = 'twin' and kind = $1",
        [kind],
      );
    }
    expect((await ann.hears("joinRoomError")).payload.message).toContain("(match)");
  });

  it("locked: it takes no ratings and says why; unlocked: it takes them again", async () => {
    const { pool } = api.services;
    const ann = await person(game, "Ann");
    await ann.create("loud");
    await pool.query(
      "update room set locked_at = now(), lock_reason = 'Too loud.', version = version + 1 where name = 'loud'",
    );
    const told = (await ann.hears("joinRoomError")).payload;
    expect(told).toEqual({
      name: "AccessDeniedError",
      message:
        "“loud” is locked in Roomkeeper (Too loud) and takes no ratings until it is unlocked.",
    });
    ann.rate(ALIEN);
    expect((await ann.hears("joinRoomError")).payload).toEqual(told);
    expect((await ann.join("loud")).payload.media).toHaveLength(3);
    await pool.query(
      "update room set locked_at = null, lock_reason = null, version = version + 1 where name = 'loud'",
    );
    await expect
      .poll(async () => {
        ann.rate(ALIEN);
        return (await client.getRoom("loud"))?.ratings;
      })
      .toEqual({ [ALIEN]: [["Ann", "like", expect.any(Number)]] });
  });
});
