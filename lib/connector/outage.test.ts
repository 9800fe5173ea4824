import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRoomkeeper, type Roomkeeper } from "@/lib/entries/roomkeeper";
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

/** What a MovieMatch does while Roomkeeper is away, and when both stop. */

const IDS = FILMS.map(({ id }) => id);

let api: ApiServer;
let folder: MovieMatchFolder;
let token: string;
let client: Roomkeeper;
let door: Door;
let game: MovieMatch | undefined;

/** The address of a Roomkeeper that can go away and come back at the same port. */
interface Door {
  url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

async function makeDoor(target: string): Promise<Door> {
  let proxy: UnreliableProxy | undefined = await startUnreliableProxy({ target: () => target });
  const { url } = proxy;
  const port = Number(new URL(url).port);
  return {
    url,
    async shut() {
      await proxy?.close();
      proxy = undefined;
    },
    async open() {
      proxy ??= await startUnreliableProxy({ target: () => target, port });
    },
  };
}

beforeAll(async () => {
  api = await startApiServer();
  folder = await movieMatchFolder();
  door = await makeDoor(api.url);
});
beforeEach(async (context) => {
  await game?.end();
  await rm(path.join(folder.path, "data"), { recursive: true, force: true });
  await door.open();
  token = await api.token(undefined, await api.space(context.task.name.slice(0, 60)));
  client = createRoomkeeper({ url: api.url, token });
});
afterAll(async () => {
  await game?.end();
  await door?.shut();
  await folder?.remove();
  await api?.close();
});

async function start(variables: Record<string, string> = {}, flags?: string[]) {
  const settings = { STORAGE_TYPE: "http", STORAGE_URL: door.url, STORAGE_TOKEN: token };
  game = await startMovieMatch(folder, { ...settings, ...variables }, flags);
  return game;
}

const journal = () => path.join(folder.path, "data", "roomkeeper-waiting.json");

describe("while Roomkeeper is away", () => {
  it("MovieMatch starts, opens rooms at once, says so once, and catches up", async () => {
    await door.shut();
    const game = await start();
    const ann = await person(game, "Ann");
    const began = performance.now();
    expect((await ann.create("alone")).type).toBe("createRoomSuccess");
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const id of IDS) ann.rate(id);
    await game.says("nobody listens there");
    await door.open();
    await expect
      .poll(async () => Object.keys((await client.getRoom("alone"))?.ratings ?? {}).length)
      .toBe(IDS.length);
    await game.says(`${door.url} answers again`);
    expect(game.log().match(/WARNING Roomkeeper/g)).toHaveLength(1);
    const items = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const reply = await fetch(`${api.url}/api/v1/media`, { headers });
      return ((await reply.json()) as { items: unknown[] }).items.length;
    };
    await expect.poll(items).toBe(IDS.length);
  });

  it("rooms that were read before can be joined, and one deleted meanwhile is let go of", async () => {
    const game = await start();
    const ann = await person(game, "Ann");
    await ann.create("kept");
    await ann.create("deleted meanwhile");
    await game.end();
    const again = await start();
    await again.says("2 rooms can be joined again");
    await door.shut();
    const bob = await person(again, "Bob");
    expect((await bob.join("kept")).type).toBe("joinRoomSuccess");
    const cleo = await person(again, "Cleo");
    expect((await cleo.join("deleted meanwhile")).type).toBe("joinRoomSuccess");
    await client.deleteRoom("deleted meanwhile");
    await door.open();
    expect((await cleo.hears("joinRoomError")).payload.message).toContain("was deleted");
  });
});

describe("when MovieMatch ends", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("%s: everything accepted is sent", async (signal) => {
    const game = await start();
    const ann = await person(game, "Ann");
    await ann.create("to the end");
    for (const id of IDS) ann.rate(id);
    // Another message is answered after the ratings, so they have arrived.
    await ann.join("nowhere");
    await game.end(signal);
    const stored = await client.getRoom("to the end");
    const waiting = existsSync(journal()) ? await readFile(journal(), "utf8") : "";
    const isInJournal = waiting.includes("to the end");
    if (!isInJournal) expect(Object.keys(stored?.ratings ?? {})).toEqual(IDS);
    if (signal === "SIGTERM") expect(isInJournal).toBe(false);
    const again = await start();
    await again.says("1 room can be joined again");
    await expect
      .poll(async () => Object.keys((await client.getRoom("to the end"))?.ratings ?? {}))
      .toEqual(IDS);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s, and Roomkeeper is away: what waits is in a journal, the log says how much, and the next start sends it",
    async (signal) => {
      const game = await start();
      const ann = await person(game, "Ann");
      await ann.create(`both stop ${signal}`, { password: "popcorn" });
      await door.shut();
      for (const id of IDS) ann.rate(id);
      await ann.join("nowhere");
      await game.end(signal);
      await game.says(/[34] changes of 1 room are waiting in .\/data\/roomkeeper-waiting.json/);
      expect((await client.getRoom(`both stop ${signal}`))?.ratings).toEqual({});
      // Still away: the room is there from the journal.
      const away = await start();
      await away.says(/[34] changes of 1 room are waiting from before the restart/);
      const bob = await person(away, "Bob");
      expect((await bob.join(`both stop ${signal}`)).payload.name).toBe("AccessDeniedError");
      const joined = await bob.join(`both stop ${signal}`, "popcorn");
      expect(joined.payload.media).toHaveLength(IDS.length);
      await door.open();
      const stored = async () => (await client.getRoom(`both stop ${signal}`))?.ratings ?? {};
      await expect.poll(async () => Object.keys(await stored())).toEqual(IDS);
      await expect.poll(() => existsSync(journal())).toBe(false);
    },
  );

  it("killed while Roomkeeper is away: the journal has what was rated", async () => {
    const game = await start();
    const ann = await person(game, "Ann");
    await ann.create("killed");
    await door.shut();
    for (const id of IDS) ann.rate(id);
    await game.says("nobody listens there");
    await expect
      .poll(async () => (existsSync(journal()) ? await readFile(journal(), "utf8") : ""))
      .toContain(IDS[2]);
    await game.end("SIGKILL");
    await door.open();
    await start();
    await expect
      .poll(async () => Object.keys((await client.getRoom("killed"))?.ratings ?? {}))
      .toEqual(IDS);
  });

  it("where nothing may be written, the log says what is lost", async () => {
    const flags = ["--allow-net", "--allow-env", "--allow-read"];
    const game = await start({}, flags);
    const ann = await person(game, "Ann");
    await ann.create("no journal");
    await door.shut();
    ann.rate(IDS[0] ?? "");
    await ann.join("nowhere");
    await game.end();
    await game.says(/1 change of 1 room is lost, because .* cannot be written/);
  });
});

describe("one sentence says what is wrong", () => {
  let other: Server;
  let otherUrl: string;
  let pageUrl: string;
  let closedUrl: string;
  beforeAll(async () => {
    other = createServer((request, response) => {
      response.statusCode = request.url?.startsWith("/page") ? 200 : 404;
      response.end("<h1>Not here</h1>");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    closedUrl = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise((resolve) => closed.close(resolve));
    otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    pageUrl = `${otherUrl}/page`;
  });
  afterAll(() => other?.close());

  it.each([
    [
      "an address without a scheme",
      () => "localhost:3410",
      /localhost:3410 cannot be used \(unavailable\): STORAGE_URL must begin with http/,
    ],
    [
      "a port nobody listens on",
      () => closedUrl,
      /127.0.0.1:\d+ cannot be used \(unavailable\): nobody listens/,
    ],
    [
      "a host that there is not",
      () => "http://rooms.invalid",
      /rooms.invalid cannot be used \(unavailable\): there is no such host/,
    ],
    [
      "a page in the place of the API",
      () => pageUrl,
      /answers, but not as a Roomkeeper \(unavailable\)/,
    ],
    ["another server", () => otherUrl, /answers, but not as a Roomkeeper \(unavailable\)/],
  ])("%s, and MovieMatch works", async (_name, url, sentence) => {
    const game = await start({ STORAGE_URL: url() });
    await game.says(sentence);
    const ann = await person(game, "Ann");
    expect((await ann.create("works")).type).toBe("createRoomSuccess");
    expect(game.log().match(/WARNING Roomkeeper/g)).toHaveLength(1);
  });

  it("a wrong token, and MovieMatch works", async () => {
    const game = await start({ STORAGE_TOKEN: "rk_wrong" });
    await game.says(/STORAGE_TOKEN is refused \(unauthorized\)/);
    const ann = await person(game, "Ann");
    expect((await ann.create("works")).type).toBe("createRoomSuccess");
    expect(game.log().match(/WARNING Roomkeeper/g)).toHaveLength(1);
  });

  it("a token without scopes, and what each of them is for", async () => {
    const [spaceId] = [await api.space("scopes")];
    token = await api.token(["rooms:read", "rooms:write"], spaceId);
    const game = await start();
    await game.says(/lacks rooms:secrets, events:read, media:write \(forbidden\), so: /);
    const ann = await person(game, "Ann");
    await ann.create("secret", { password: "popcorn" });
    await ann.create("open");
    await game.end();
    const again = await start();
    await again.says("2 rooms can be joined again");
    const bob = await person(again, "Bob");
    const { name, message } = (await bob.join("secret", "popcorn")).payload;
    expect([name, message]).toEqual([
      "AccessDeniedError",
      expect.stringContaining("rooms:secrets"),
    ]);
    expect((await bob.join("open")).type).toBe("joinRoomSuccess");
    // Without events a room that is gone is noticed by the next rating.
    const deleter = createRoomkeeper({ url: api.url, token: await api.token(undefined, spaceId) });
    await deleter.deleteRoom("open");
    bob.rate(IDS[0] ?? "");
    expect((await bob.hears("joinRoomError")).payload.message).toBe(
      "“open” was deleted in Roomkeeper.",
    );
    expect(again.log().match(/WARNING Roomkeeper: The token/g)).toHaveLength(1);
  });
});
