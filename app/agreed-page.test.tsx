import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { person } from "@/lib/testing/actors";
import { type ApiServer, startApiServer } from "@/lib/testing/api-server";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom, type RoomSeed } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import AgreedPage from "./(dashboard)/agreed/page";

const ines = person("4711", "Ines", "owner");
const NOVEMBER = Date.parse("2026-11-20T20:00:00Z");
const OCTOBER = Date.parse("2026-10-20T20:00:00Z");

let api: ApiServer;
let cookie: string;
beforeAll(async () => {
  api = await startApiServer();
  useTestEnv();
  ({ cookie } = await signInAs("4711"));
});
afterAll(() => api?.close());
beforeEach(() => api.services.pool.query("truncate room, media cascade"));

const both = (mediaId: string, atMs: number): NonNullable<RoomSeed["ratings"]> => [
  [mediaId, "Ann", "like", atMs - 1],
  [mediaId, "bob", "like", atMs],
];
const open = (name: string, ...ratings: NonNullable<RoomSeed["ratings"]>) =>
  openRoom(api.services.pool, { spaceId: api.spaceId, creatorId: "4711", name, ratings });

async function shown(search: Record<string, string> = {}) {
  const { text: markup } = await openPage(AgreedPage as PageOf, { cookie, search });
  const text = markup
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .replaceAll(" ,", ",");
  return { markup, text };
}

async function name(mediaId: string, title: string) {
  await api.services.pool.query(
    "insert into media (space_id, media_id, title, year, genres) values ($1, $2, $3, 2001, '{Drama}')",
    [api.spaceId, mediaId, title],
  );
}

test("films of several rooms come first, then the others by month, with how many are watched", async () => {
  const sofa = await open("sofa", ...both("up", NOVEMBER), ...both("heat", NOVEMBER - 1));
  await open("office", ...both("up", OCTOBER), ...both("her", OCTOBER));
  await name("up", "Up");
  await name("heat", "Heat");
  await name("her", "Her");
  await markWatched({ ...(await ctx()) }, { roomId: sofa, mediaId: "heat" });
  const { text, markup } = await shown({});
  expect(text).toContain("3 films in two rooms since October");
  expect(text).toContain("1 is watched, 2 are not");
  expect(text).toMatch(
    /More than once .*Up 2001 two rooms, two people sofa and office .*November.* One film\. Heat .*\(watched\).*October.* One film\. Her /,
  );
  expect(text).toContain("Pick from the 2");
  expect(text.match(/ Up 2001/g)).toHaveLength(1);
  expect(markup).not.toContain('id="film"');
  const { text: sheet, markup: inside } = await shown({ film: `${api.spaceId} heat` });
  expect(sheet.slice(sheet.lastIndexOf("Close"))).toMatch(/Heat 2001 .*sofa Ann and bob, 20 Nov/);
  expect(inside).toContain(`action="/api/dashboard/rooms/${sofa}/unmark-watched"`);
});

async function ctx() {
  return { actor: ines.actor, requestId: "rq", services: api.services };
}

test("a draw shows one film and why, and the filter narrows it", async () => {
  await open("sofa", ...both("up", NOVEMBER), ...both("heat", NOVEMBER - 1));
  await name("up", "Up");
  const { text } = await shown({ draw: "0.1" });
  expect(text).toContain(
    "By lot, out of two films that nobody has watched. Each yes is one more chance. Up",
  );
  const { text: one, markup } = await shown({ draw: "0.1", q: "up" });
  expect(one).toContain("The only film that nobody has watched. Up");
  expect(markup).not.toContain("last=");
  for (const draw of ["1", "-0.1", "0x1", ""]) {
    expect((await shown({ draw })).markup).not.toContain('id="picked"');
  }
});

test("nothing agreed on, nothing that fits, and a text that is too long are said in words", async () => {
  expect((await shown()).text).toContain("Nothing agreed on yet.");
  await open("sofa", ...both("up", NOVEMBER));
  expect((await shown({ q: "zzz" })).text).toContain("No film agreed on fits.");
  expect((await shown({ q: "z".repeat(LIMITS.searchUnitsMax + 1) })).text).toContain(
    "A search text has at most",
  );
});

test("a room in the trash stays, and cannot be changed", async () => {
  const roomId = await open("sofa", ...both("up", NOVEMBER));
  await deleteRoom(await ctx(), { roomId });
  const { text, markup } = await shown({ film: `${api.spaceId} up` });
  expect(text).toContain("The room is in the trash.");
  expect(markup).not.toContain("mark-watched");
});
