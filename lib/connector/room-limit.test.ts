import { afterAll, beforeAll, expect, it } from "vitest";
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

/** A MovieMatch whose space allows one open room. */

const FILM = FILMS[0]?.id ?? "";

let api: ApiServer;
let folder: MovieMatchFolder;
let client: Roomkeeper;
let game: MovieMatch;

beforeAll(async () => {
  api = await startApiServer();
  folder = await movieMatchFolder();
  const spaceId = await api.space("one room");
  await api.services.pool.query("update space set rooms_max = 1 where id = $1", [spaceId]);
  const token = await api.token(undefined, spaceId);
  client = createRoomkeeper({ url: api.url, token });
  game = await startMovieMatch(folder, {
    ...{ STORAGE_TYPE: "http", STORAGE_URL: api.url, STORAGE_TOKEN: token },
  });
});
afterAll(async () => {
  await game?.end();
  await client?.close();
  await folder?.remove();
  await api?.close();
});

it("a room beyond the limit is not opened, and its person is told why; open rooms go on", async () => {
  const [ann, bob] = [await person(game, "Ann"), await person(game, "Bob")];
  expect((await ann.create("first")).type).toBe("createRoomSuccess");

  const refused = await bob.create("second");
  expect(refused.type).toBe("createRoomError");
  expect(refused.payload.message).toContain("as many open rooms as its rules allow");
  expect((await bob.join("second")).type).toBe("joinRoomError");
  expect((await client.listRooms()).map(({ roomName }) => roomName)).toEqual(["first"]);

  ann.rate(FILM);
  await expect
    .poll(async () => Object.keys((await client.getRoom("first"))?.ratings ?? {}))
    .toEqual([FILM]);
  await client.deleteRoom("first");
  await ann.hears("leaveRoomSuccess");
  expect((await bob.create("second")).type).toBe("createRoomSuccess");
});
