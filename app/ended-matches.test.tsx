import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getServices } from "@/lib/runtime/services";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom, saveSeed } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";

const NOV = (day: number) => Date.UTC(2026, 10, day, 20);
let fresh: Awaited<ReturnType<typeof freshServices>>;
let cookie: string;

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  cookie = (await signInAs("7")).cookie;
});
afterAll(() => fresh?.close());

/** The text of a page of the room, without markup. */
async function read(roomId: string, page: string, search = {}): Promise<string> {
  const file = path.join(import.meta.dirname, `(dashboard)/rooms/[id]/${page}page.tsx`);
  const drawn = (await import(/* @vite-ignore */ file)).default as PageOf;
  const { text } = await openPage(drawn, { cookie, params: { id: roomId }, search });
  return text.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
}

test("the pages of a room say which match ended, when and why, and do not count it", async () => {
  const { spaceId } = fresh;
  const { pool } = getServices();
  const seed = { spaceId, name: "told", createdAt: new Date(NOV(1)) };
  const roomId = await openRoom(pool, {
    ...seed,
    ratings: [
      ["Heat", "Ann", "like", NOV(2)],
      ["Heat", "Yuki", "like", NOV(3)],
      ["Alien", "Ann", "like", NOV(2)],
      ["Alien", "Yuki", "like", NOV(3)],
    ],
  });
  const calm = "no longer";
  expect(await read(roomId, "activity/")).not.toContain(calm);
  expect(await read(roomId, "matches/")).not.toContain("Ended");

  await saveSeed(pool, { ...seed, ratings: [["Heat", "Yuki", "dislike", NOV(12)]] });
  const line = "Film Heat, agreed on 3 Nov, 20:00, is no longer a match: Yuki changed the answer.";
  expect(await read(roomId, "activity/")).toContain(line);
  expect(await read(roomId, "activity/")).toContain(
    "A match that ended is shown here and is not counted.",
  );
  expect(await read(roomId, "people/")).toContain("Matches1");
  const matches = await read(roomId, "matches/");
  expect(matches).toContain(
    "Film Heat · agreed on 3 Nov, 20:00, ended 12 Nov, 20:00: Yuki changed the answer",
  );
  expect(await read(roomId, "matches/", { page: "2" })).not.toContain("ended");
});

test("matches that ended when a new person took part are one line, also on a page without a match", async () => {
  const { spaceId } = fresh;
  const { pool } = getServices();
  const films = ["Alien", "Brazil", "Casablanca", "Duel", "Emma"];
  const seed = { spaceId, name: "newcomer", roomType: "unanimous", createdAt: new Date(NOV(1)) };
  const roomId = await openRoom(pool, {
    ...seed,
    ratings: films.map((film) => [film, "Ann", "like", NOV(2)]),
  });
  await saveSeed(pool, { ...seed, ratings: [["Jaws", "Kim", "dislike", NOV(4)]] });
  expect(await read(roomId, "activity/")).toContain(
    "Film Alien, Film Brazil, Film Casablanca and 2 more are no longer matches: Kim began to take part.",
  );
  const matches = await read(roomId, "matches/");
  expect(matches).toContain("People here agree on no film at the moment.");
  expect(matches).toContain(
    "Film Duel · agreed on 2 Nov, 20:00, ended 4 Nov, 20:00: Kim began to take part",
  );
});

test("in a solo room the line says whose pick ended, and for a change of the room's type it names nobody", async () => {
  const { spaceId } = fresh;
  const { pool } = getServices();
  const seed = { spaceId, name: "solo", createdAt: new Date(NOV(1)) };
  const heat: [string, string, string, number][] = [["Heat", "Ann", "like", NOV(2)]];
  const roomId = await openRoom(pool, { ...seed, roomType: "solo", ratings: heat });
  await saveSeed(pool, { ...seed, roomType: "standard", ratings: heat });
  const matches = await read(roomId, "matches/");
  expect(matches).toContain("Film Heat · picked by Ann 2 Nov, 20:00, ended ");
  expect(matches).toContain(": the type of the room changed");
});
