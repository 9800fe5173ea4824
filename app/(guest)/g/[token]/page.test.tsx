import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getGroupLink } from "@/lib/match/group-link/get-group-link";
import { makeGroupLink } from "@/lib/match/group-link/make-group-link";
import { switchOffGroupLink } from "@/lib/match/group-link/switch-off-group-link";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { findRoom } from "@/lib/rooms/find-room";
import { lockRoom } from "@/lib/rooms/lock-room";
import { purgeRoom } from "@/lib/rooms/purge-room";
import { admin, person } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage, type PageOf, titleOf } from "@/lib/testing/open-page";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import * as file from "./page";

const owner = person("910077", "Mara-Secretname", "owner");
const POSTER = "0".repeat(32);

let fresh: Awaited<ReturnType<typeof freshServices>>;
let roomId: string;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv({ POSTER_ORIGINS: "https://posters.secret.example" });
});
afterAll(() => fresh.close());
beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, room_tombstone, media, audit_entry, person cascade");
  await openSpace(pool, "sp_secretspace");
  roomId = await openRoom(pool, {
    spaceId: "sp_secretspace",
    name: "Secretroom of Mara",
    creatorId: owner.actor.kind === "person" ? owner.actor.id : "",
    creatorName: "Mara-Secretname",
    document: { roomName: "Secretroom of Mara", filters: [{ key: "secret-filter" }] },
    passwordSealed: "secret-password",
    ratings: [
      ["plex://movie/5d7760f35032c938df381a71", "Mara-Ann Secretname", "like", 1],
      ["plex://movie/5d7760f35032c938df381a71", "Max Secretadler", "like", 2],
      ["plex://movie/5d7760f35032c938df381a71", "Max Secretberg", "like", 3],
      ["plex://movie/5d7760f35032c938df381a71", "tom.secretname@secret.example", "like", 4],
      ["file://secret-server/films/heat", "Mara-Ann Secretname", "like", 5],
      ["file://secret-server/films/heat", "Max Secretadler", "like", 6],
      ["file://secret-server/films/heat", "Max Secretberg", "like", 7],
      ["file://secret-server/films/heat", "tom.secretname@secret.example", "dislike", 8],
      ["her", "Max Secretberg", "like", 9],
      ["moon", "Mara-Ann Secretname", "like", 10],
      ["moon", "Max Secretadler", "like", 11],
    ],
  });
  await pool.query(
    `insert into media (space_id, media_id, title, year, duration_ms, rating, genres, link_url, trailer_url, poster_url, poster_id, summary) values
       ('sp_secretspace', 'plex://movie/5d7760f35032c938df381a71', 'Up', 2009, 5760000, 8.3, '{Animation}',
        'https://app.plex.tv/secret', 'https://secret.example/trailer', null, $1, 'secret-summary'),
       ('sp_secretspace', 'file://secret-server/films/heat', 'Heat', 1995, 10200000, null, '{Crime}',
        'https://secret.example/heat', null, 'https://posters.secret.example/heat.jpg', null, null),
       ('sp_secretspace', 'her', 'Her', 2013, null, null, '{Romance}', null, null, null, null, null),
       ('sp_secretspace', 'moon', 'Moon', 2009, null, null, '{}', null, null, 'https://elsewhere.example/moon.jpg', null, null)`,
    [POSTER],
  );
});

async function make(showsNames = false): Promise<string> {
  await makeGroupLink(owner, { roomId, end: "week", timeZone: "Asia/Tokyo", showsNames });
  const link = await getGroupLink(owner, { room: await findRoom(owner, { roomId }) });
  return link?.token ?? "";
}

async function open(token: string, search: Record<string, string | string[]> = {}) {
  const page = file.default as PageOf;
  const { status, text: markup } = await openPage(page, { params: { token }, search });
  const text = markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll(" ,", ",");
  return { status, markup, text };
}

/** Everything of the room, its people and its installation that a guest must not learn, as it would stand in a page. */
function secrets(): [what: string, value: string][] {
  return [
    ["the id of the room", roomId],
    ["the name of the room, by which people join it", "Secretroom"],
    ["the id of the owner", "910077"],
    ["the id of the space", "sp_secretspace"],
    ["a last name, and the name of the account", "Secret"],
    ["an address of a person", "@"],
    ["what the game server sent", "secret-"],
    ["an address elsewhere", "secret.example"],
    ["another address elsewhere", "elsewhere.example"],
    ["an address of Plex", "plex.tv"],
    ["an id of Plex", "plex://"],
    ["the same id", "5d7760f35032c938df381a71"],
    ["who can watch where", "Open in Plex"],
    ["the zone of the owner", "Tokyo"],
    ["what changes a room", "/api/dashboard"],
    ["the pages of the room", "/rooms"],
    ["a form that changes something", 'method="post"'],
  ];
}

test.each([
  ["without names", false, {}],
  ["with first names", true, {}],
  ["with a filter", true, { here: ["Mara-Ann", "tom"], length: "long", film: "her", show: "link" }],
  [
    "asked for what only owners see",
    false,
    { here: "Mara-Ann Secretname", show: "link", film: "up" },
  ],
])("the page %s has nothing of the room but its films", async (_name, showsNames, search) => {
  const token = await make(showsNames);
  await markWatched(owner, { roomId, mediaId: "moon" });
  await pickFilm(owner, { roomId, mediaId: "her", timeZone: "UTC" });
  const { status, markup } = await open(token, search);
  expect(status).toBe(200);
  expect(markup).toContain("Her");
  for (const [what, value] of secrets()) expect(markup, what).not.toContain(value);
  if (showsNames) return;
  for (const name of ["Mara", "Max", "tom"]) expect(markup, name).not.toContain(name);
});

test("the list is the room's, with counts instead of names, and posters from here alone", async () => {
  const { text, markup } = await open(await make());
  const parts = [
    ..."What to watch tonight|What the four of you agree on|Length|All four said yes|Up 2009".split(
      "|",
    ),
    ..."1 h 36|8.3|One yes is missing|Heat 1995|One said no".split("|"),
    ..."Nearly agreed|Her 2013|One said yes. Three have yet to say.|Some of you|Moon 2009|Two of four".split(
      "|",
    ),
    "no accounts and no history",
  ];
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(at, `${part} after ${text.slice(from, from + 80)}`).toBeGreaterThanOrEqual(from);
    from = at + part.length;
  }
  expect(markup).toContain(`/api/posters/${POSTER}`);
  expect(markup).not.toContain("Who is here");
});

test("first names are shown if the owner chose so, equal ones with numbers, and narrow the list", async () => {
  const token = await make(true);
  const { text } = await open(token);
  expect(text).toMatch(/Who is here tonight Mara-Ann Max \(1\) Max \(2\) tom/);
  expect(text).toContain("tom said no");
  expect(text).toContain("Max (2) said yes.");
  const two = await open(token, { here: ["Mara-Ann", "Max (1)"] });
  expect(two.text).toMatch(/Both here said yes.*Moon.*Heat.*Up/);
});

test("a film that is watched or picked says so, and not by whom or when", async () => {
  await markWatched(owner, { roomId, mediaId: "moon" });
  await pickFilm(owner, { roomId, mediaId: "her", timeZone: "UTC" });
  const token = await make();
  const { text } = await open(token);
  expect(text).toMatch(/Tonight Her 2013/);
  expect(text).toMatch(/Out of the draw.*Moon 2009 Two of four Watched Whoever has this link/);
  await markWatched(owner, { roomId, mediaId: "her" });
  expect((await open(token)).text).not.toMatch(/Tonight Her/);
});

test("a link that shows nothing looks the same whatever the reason", async () => {
  const made: Record<string, string> = {};
  const reasons: [string, () => Promise<unknown>][] = [
    ["switched off", () => switchOffGroupLink(owner, { roomId })],
    ["over", () => fresh.services.pool.query("update room_link set ends_at = now()")],
    ["locked", () => lockRoom(admin, { roomId, reason: "quiet" })],
    ["in the trash", () => deleteRoom(admin, { roomId })],
    ["purged", () => purgeRoom(admin, { roomId })],
  ];
  const wrong = await open("a".repeat(22));
  expect(wrong.status).toBe(404);
  expect(wrong.text).toContain("This link is not on any more.");
  expect(wrong.text).toContain("Ask whoever sent it for a new one.");
  let token = "";
  for (const [why, end] of reasons) {
    if (why !== "purged" && why !== "in the trash") token = await make();
    if (why === "in the trash") {
      await fresh.services.pool.query("update room set locked_at = null, locked_by = null");
    }
    await end();
    made[why] = (await open(token)).markup;
    expect((await open(token)).status, why).toBe(404);
  }
  for (const [why, markup] of Object.entries(made)) expect(markup, why).toBe(wrong.markup);
});

test("somebody who is signed in sees the same as everybody else", async () => {
  const token = await make();
  const { cookie } = await signInAs("910077", { name: "Mara-Secretname" });
  const signedIn = await openPage(file.default as PageOf, { cookie, params: { token } });
  expect(signedIn.text).toBe((await open(token)).markup);
});

test("neither the title nor the other facts of the document name the room", async () => {
  expect(await titleOf(file, { params: { token: await make() } })).toBe("What to watch tonight");
  expect(file.metadata).toMatchObject({
    referrer: "no-referrer",
    robots: { index: false, follow: false },
  });
});
