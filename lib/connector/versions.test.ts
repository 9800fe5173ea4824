import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { createRoomkeeper, type Roomkeeper } from "@/lib/entries/roomkeeper";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { person } from "@/lib/testing/moviematch-person";
import {
  FILMS,
  IMPORT_MAP,
  type MovieMatch,
  type MovieMatchFolder,
  movieMatchFolder,
  startMovieMatch,
} from "@/lib/testing/start-moviematch";

/** Other versions of MovieMatch, and import maps with fewer lines: what is missing is named, and the rest works. */

const ROOMS = "internal/app/moviematch/room.ts";
const CLIENTS = "internal/app/moviematch/client.ts";
const MAP = "configs/import_map.json";
const OURS = "/internal/app/moviematch";
const ALIEN = FILMS[0]?.id ?? "";

let api: ApiServer;
let folder: MovieMatchFolder;
let token: string;
let client: Roomkeeper;
let game: MovieMatch;

beforeAll(async () => {
  api = await startApiServer();
});
beforeEach(async (context) => {
  folder = await movieMatchFolder();
  token = await api.token(undefined, await api.space(context.task.name.slice(0, 60)));
  client = createRoomkeeper({ url: api.url, token });
});
afterEach(async () => {
  await game?.end();
  await client.close();
  await folder.remove();
});
afterAll(() => api?.close());

async function start(variables: Record<string, string> = {}): Promise<MovieMatch> {
  const settings = { STORAGE_TYPE: "http", STORAGE_URL: api.url, STORAGE_TOKEN: token };
  game = await startMovieMatch(folder, { ...settings, ...variables });
  return game;
}

/** Changes the source of the stand-in, as another version would differ. */
async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(folder.path, file), "utf8");
  expect(text).toContain(from);
  await folder.write(file, text.replaceAll(from, to));
}

async function map(change: (imports: Record<string, string>) => void): Promise<void> {
  const imports: Record<string, string> = { ...IMPORT_MAP.imports };
  change(imports);
  await folder.write(MAP, JSON.stringify({ ...IMPORT_MAP, imports }));
}

/** A room can be opened and rated, and is stored. */
async function expectStorage(): Promise<void> {
  const ann = await person(game, "Ann");
  expect((await ann.create("stored")).type).toBe("createRoomSuccess");
  ann.rate(ALIEN);
  await expect
    .poll(async () => Object.keys((await client.getRoom("stored"))?.ratings ?? {}))
    .toEqual([ALIEN]);
}

it("a room module without one of its errors", async () => {
  await change(ROOMS, "export class UserAlreadyJoinedError", "class UserAlreadyJoinedError");
  await start();
  await game.says("lacks UserAlreadyJoinedError of room.ts. Its rooms are stored, but");
  await expectStorage();
});

it("rooms without one of their fields", async () => {
  await change(ROOMS, "userProgress", "progressOf");
  await change(CLIENTS, "userProgress", "progressOf");
  await start();
  await expectStorage();
  await game.says("lacks Room.userProgress of room.ts. Its rooms are stored, but");
  await expectOwnFunctions();
});

/** Its own functions work on after the connector has left them alone. */
async function expectOwnFunctions(): Promise<void> {
  const bob = await person(game, "Bob");
  expect((await bob.join("stored")).payload.media).toHaveLength(3);
  expect((await bob.create("stored")).payload.name).toBe("RoomExistsError");
}

it("a client module that handles joins in another way", async () => {
  await change(CLIENTS, "handleJoinRoom", "handleJoining");
  await start();
  await game.says("lacks Client.handleJoinRoom of client.ts");
  await expectStorage();
  await game.end();
  await start();
  await game.says("1 room can be joined again");
  const bob = await person(game, "Bob");
  expect((await bob.join("stored")).payload.media).toHaveLength(3);
});

it("an import map with the storage alone", async () => {
  await map((imports) => {
    delete imports[`${OURS}/room.ts`];
    delete imports[`${OURS}/client.ts`];
  });
  await start();
  await expectStorage();
  await game.end();
  // A wrong address is said, and a room opens at once.
  await start({ STORAGE_URL: "localhost:3410" });
  await game.says("localhost:3410 cannot be used (unavailable)");
  const ann = await person(game, "Ann");
  expect((await ann.create("waits")).type).toBe("createRoomSuccess");
  await game.end();
  await game.says("1 change of 1 room is waiting in");
  await start();
  await expect.poll(() => client.hasRoom("waits")).toBe(true);
});

it("an import map without the storage", async () => {
  await map((imports) => {
    delete imports[`${OURS}/storage/index.ts`];
  });
  await start();
  await game.says("The import map lacks the line for /internal/app/moviematch/storage/index.ts");
  const ann = await person(game, "Ann");
  expect((await ann.create("not stored")).type).toBe("createRoomSuccess");
});

it("rooms in files come back too", async () => {
  await start({ STORAGE_TYPE: "file" });
  const ann = await person(game, "Ann");
  await ann.create("in a file", { password: "popcorn" });
  ann.rate(ALIEN);
  const stored = path.join(folder.path, "data", "rooms", "in_a_file.json");
  await expect.poll(() => readFile(stored, "utf8").catch(() => "")).toContain(ALIEN);
  await game.end();
  await start({ STORAGE_TYPE: "file" });
  const bob = await person(game, "Bob");
  expect((await bob.join("in a file", "popcorn")).payload.media).toHaveLength(3);
  expect(
    (await (await person(game, "Ann")).join("in a file", "popcorn")).payload.media,
  ).toHaveLength(2);
});
