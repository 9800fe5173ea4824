import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRoomkeeper, type Roomkeeper } from "@/lib/entries/roomkeeper";
import { pruneEvents } from "@/lib/events/prune-events";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { person } from "@/lib/testing/moviematch-person";
import {
  FILMS,
  type MovieMatch,
  type MovieMatchFolder,
  movieMatchFolder,
  startMovieMatch,
} from "@/lib/testing/start-moviematch";
import { startUnreliableProxy, type UnreliableProxy } from "@/lib/testing/unreliable-proxy";

/** What a MovieMatch does when events were missed, and when it is killed while Roomkeeper is slow. */

const IDS = FILMS.map(({ id }) => id);

let api: ApiServer;
let folder: MovieMatchFolder;
let proxy: UnreliableProxy;
/** Whether saves get no answer, as of a Roomkeeper that is very slow. */
let isSlow = false;
let areEventsCut = false;
let client: Roomkeeper;
let game: MovieMatch;
let token: string;

beforeAll(async () => {
  api = await startApiServer();
  folder = await movieMatchFolder();
  proxy = await startUnreliableProxy({
    target: () => api.url,
    swallows: ({ method, url = "" }) =>
      (isSlow && (method === "PUT" || url.includes("/batch"))) ||
      (areEventsCut && url.includes("/events")),
  });
});
beforeEach(async (context) => {
  isSlow = false;
  areEventsCut = false;
  await rm(path.join(folder.path, "data"), { recursive: true, force: true });
  token = await api.token(undefined, await api.space(context.task.name.slice(0, 60)));
  client = createRoomkeeper({ url: api.url, token });
  game = await start();
});
afterEach(async () => {
  isSlow = false;
  await game?.end("SIGKILL");
  await client?.close();
});
afterAll(async () => {
  await proxy?.close();
  await folder?.remove();
  await api?.close();
});

function start(): Promise<MovieMatch> {
  return startMovieMatch(folder, {
    STORAGE_TYPE: "http",
    STORAGE_URL: proxy.url,
    STORAGE_TOKEN: token,
  });
}

const ratedFilms = async (name: string) =>
  Object.keys((await client.getRoom(name))?.ratings ?? {}).sort();

/** Deletes all events, as if they were older than the time for which they are kept. */
async function forgetEvents(): Promise<void> {
  const { pool } = api.services;
  const count = async () => {
    const { rows } = await pool.query<{ n: string }>(
      "select (select count(*) from event) + (select count(*) from event_outbox) as n",
    );
    return Number(rows[0]?.n);
  };
  const db = await pool.connect();
  try {
    while ((await count()) > 0) {
      await db.query("select sequence_events(1000, false)");
      await db.query("update event set at = now() - interval '1000 days'");
      await pruneEvents(db);
    }
  } finally {
    db.release();
  }
}

describe("after events that nobody kept for it", () => {
  it("rooms that are gone or locked are closed with the true reason, and the others stay", async () => {
    const [ann, bob, cleo, di] = [
      await person(game, "Ann"),
      await person(game, "Bob"),
      await person(game, "Cleo"),
      await person(game, "Di"),
    ];
    await ann.create("deleted");
    await bob.create("expired");
    await cleo.create("locked");
    await di.create("kept");
    ann.rate(IDS[0] ?? "");
    await expect.poll(() => ratedFilms("deleted")).toEqual([IDS[0]]);
    areEventsCut = true;
    proxy.cutAll();
    const { pool } = api.services;
    await client.deleteRoom("deleted");
    await pool.query(
      "update room set expires_at = now() - interval '1 second' where name = 'expired'",
    );
    await pool.query(
      "update room set locked_at = now(), version = version + 1 where name = 'locked'",
    );
    await forgetEvents();
    areEventsCut = false;
    proxy.cutAll();
    expect((await ann.hears("joinRoomError")).payload.message).toBe(
      "“deleted” was deleted in Roomkeeper.",
    );
    expect((await bob.hears("joinRoomError")).payload.message).toBe("“expired” has expired.");
    expect((await cleo.hears("joinRoomError")).payload.message).toContain(
      "is locked in Roomkeeper",
    );
    expect((await ann.join("deleted")).payload.name).toBe("RoomNotFoundError");
    di.rate(IDS[1] ?? "");
    await expect.poll(() => ratedFilms("kept")).toEqual([IDS[1]]);
    expect(di.heard.filter(({ type }) => type === "joinRoomError")).toEqual([]);
  });
});

describe("killed while Roomkeeper answers no save", () => {
  it("a room that MovieMatch opened is there after the next start", async () => {
    const ann = await person(game, "Ann");
    isSlow = true;
    expect((await ann.create("opened")).type).toBe("createRoomSuccess");
    await game.end("SIGKILL");
    expect(await client.hasRoom("opened")).toBe(false);
    isSlow = false;
    game = await start();
    await expect.poll(() => client.hasRoom("opened")).toBe(true);
  });

  it("every rating whose save was accepted is there after the next start", async () => {
    const ann = await person(game, "Ann");
    await ann.create("rated");
    isSlow = true;
    for (const id of IDS) ann.rate(id);
    // The connector accepts a save without an answer before it opens a room, so these ratings were accepted before this one.
    const bob = await person(game, "Bob");
    await bob.create("later");
    await game.end("SIGKILL");
    expect(await ratedFilms("rated")).toEqual([]);
    isSlow = false;
    game = await start();
    await expect.poll(() => ratedFilms("rated")).toEqual(IDS);
    await expect.poll(() => client.hasRoom("later")).toBe(true);
  });
});
