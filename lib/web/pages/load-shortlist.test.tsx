import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Tonight } from "@/components/tonight/tonight";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { findRoom } from "@/lib/rooms/find-room";
import { ines } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { WithRouter } from "@/lib/testing/open-page";
import { openRoom, openSpace, type RoomSeed } from "@/lib/testing/open-room";
import { useTestEnv } from "@/lib/testing/sign-in-as";
import type { RoomVisit } from "./load-room";
import { loadShortlist } from "./load-shortlist";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let roomId: string;
beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv({ POSTER_ORIGINS: "" });
});
afterAll(() => fresh.close());

const RATINGS: RoomSeed["ratings"] = [
  ["up", "Ann", "like", 1],
  ["up", "bob", "like", 2],
  ["up", "Cy", "like", 3],
  ["heat", "Ann", "like", 4],
  ["heat", "bob", "like", 5],
  ["her", "Cy", "like", 6],
  ["her", "Ann", "dislike", 7],
  ["moon", "Ann", "like", 8],
  ["moon", "bob", "like", 9],
  ["moon", "Cy", "dislike", 10],
  ["plex://movie/5d7760f35032c938df381a71", "Ann", "like", 11],
  ["plex://movie/5d7760f35032c938df381a71", "bob", "like", 12],
];

beforeEach(async () => {
  const { pool } = fresh.services;
  await pool.query("truncate room, media cascade");
  await openSpace(pool);
  roomId = await openRoom(pool, { ratings: RATINGS });
  await pool.query(
    `insert into room_person (space_id, room_id, user_name, progress) values ('sp_test', $1, 'only looks', 3)`,
    [roomId],
  );
  await pool.query(
    `insert into media (space_id, media_id, title, year, duration_ms, rating, genres, link_url, poster_url) values
       ('sp_test', 'up', 'Up', 2009, 5760000, 8.3, '{Animation}', 'https://films.example.org/up', 'https://elsewhere.example.org/up.jpg'),
       ('sp_test', 'heat', 'Heat', 1995, 10200000, null, '{Crime}', null, null),
       ('sp_test', 'her', 'Her', 2013, null, null, '{Romance}', null, null),
       ('sp_test', 'moon', 'Moon', 2009, null, null, '{}', null, null)`,
  );
});

async function load(asked: Record<string, string | string[]> = {}, more: Partial<RoomVisit> = {}) {
  const room = await findRoom(ines, { roomId });
  const facts = { filmsRated: 5 };
  const visit = { ctx: ines, room, facts, mayChange: true, status: "open", ...more } as RoomVisit;
  return loadShortlist(visit, asked);
}

/** The text of the page, and its addresses. */
async function shown(asked: Record<string, string | string[]> = {}, more?: Partial<RoomVisit>) {
  const view = await load(asked, more);
  const markup = renderToStaticMarkup(
    <WithRouter>
      <Tonight view={view} />
    </WithRouter>,
  );
  const text = markup
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll(" ,", ",");
  return { view, markup, text };
}

test("the page has the films by how many said yes, whose yes is missing, and what is nearly agreed", async () => {
  const { text, markup, view } = await shown();
  expect(view.people).toEqual(["Ann", "bob", "Cy"]);
  const parts = [
    ..."All three said yes|One film.|Up 2009|1 h 36|8.3|Animation|Open in Plex|Watched".split("|"),
    "One yes is missing",
    "Three films. Two of three said yes.",
    "Film 5d77…1a71",
    "Cy has yet to say",
    "Moon",
    "Cy said no",
    "Heat",
    "Cy has yet to say",
    "Nearly agreed",
    "Her",
    "Cy said yes. bob has yet to say.",
  ];
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(at, `${part} after ${text.slice(from, from + 60)}`).toBeGreaterThanOrEqual(from);
    from = at + part.length;
  }
  expect(text).not.toContain("plex://");
  expect(markup).not.toContain("elsewhere.example.org");
  expect(markup).toContain('href="https://films.example.org/up"');
  expect(markup).toContain(`action="/api/dashboard/rooms/${roomId}/mark-watched"`);
});

test("the sheet of a film says what it is about, and the answer of everybody who is here", async () => {
  await fresh.services.pool.query(
    "update media set summary = 'A house flies.' where media_id = 'up'",
  );
  expect((await shown()).markup).not.toContain('id="film"');
  expect((await shown({ film: "nothing" })).markup).not.toContain('id="film"');
  const sheet = async (asked: Record<string, string | string[]>) => {
    const { text } = await shown(asked);
    return text.slice(text.lastIndexOf("Close"));
  };
  expect(await sheet({ film: "up" })).toMatch(
    /Up 2009 .*A house flies\. Ann yes bob yes Cy yes .*Watched.*Open in Plex/,
  );
  expect(await sheet({ film: "moon" })).toContain("Ann yes bob yes Cy no");
  expect(await sheet({ film: "heat" })).toContain("Ann yes bob yes Cy yet to say");
  expect(await sheet({ film: "heat", here: ["Ann", "bob"] })).not.toContain("Cy");
  const { markup } = await shown({ here: ["Ann", "bob"] });
  expect(markup).toContain(`href="/rooms/${roomId}?here=Ann&amp;here=bob&amp;film=up#film"`);
});

test("the viewer is you", async () => {
  await fresh.services.pool.query("update room set creator_name = 'Cy'");
  const { text } = await shown({}, { isOwner: true });
  expect(text).toContain("You have yet to say");
  expect(text).toContain("You said no");
  expect(text).toContain("You said yes. bob has yet to say.");
  expect((await shown()).text).toContain("Cy has yet to say");
});

test("people who are away are crossed out and count neither way; the filter stays in every address and draw", async () => {
  const here = ["Ann", "bob"];
  await pickFilm(ines, { roomId, asked: { here }, timeZone: "UTC", random: 0.1 });
  const { view, markup, text } = await shown({ here });
  expect(text).toContain("Both here said yes");
  expect(text).not.toContain("yet to say");
  expect(view.picked?.lot).toMatchObject({ outOf: 4, missing: "none" });
  expect(text).toContain("By lot, out of four that both here like.");
  const again = markup.slice(markup.lastIndexOf(`rooms/${roomId}/pick-film`));
  expect(again).toContain(
    '<input type="hidden" name="here" value="Ann"/><input type="hidden" name="here" value="bob"/>',
  );
});

test("the film of the evening stands first, with the words of its draw, until it is watched", async () => {
  await pickFilm(ines, { roomId, timeZone: "UTC", random: 0.1 });
  const { text, markup, view } = await shown({ here: ["Cy"] });
  expect(view.picked?.film.mediaId).toBe("up");
  expect(text.trimStart()).toMatch(/^.{0,80}Tonight Up 2009/);
  expect(text).toContain("The only film that all three like.");
  expect(text).toContain("Pick again");
  expect(markup).toContain(`action="/api/dashboard/rooms/${roomId}/unpick-film"`);
  await pickFilm(ines, { roomId, mediaId: "heat", timeZone: "UTC" });
  expect((await shown()).text).toContain("Chosen by Ines .");
  await markWatched(ines, { roomId, mediaId: "heat" });
  expect((await shown()).view.picked).toBeNull();
});

test("a watched film lies under Watched, with who marked it, and can be taken back", async () => {
  await markWatched(ines, { roomId, mediaId: "up" });
  await fresh.services.pool.query("update media set is_seen = true where media_id = 'heat'");
  const { text } = await shown();
  expect(text).not.toContain("All three said yes");
  const watched = text.slice(text.indexOf("Out of the draw"));
  expect(watched).toMatch(/Two films.*Up 2009.*Watched: Ines, .*Heat 1995.*Seen in Plex/);
  const { markup: sheet } = await shown({ film: "up" });
  expect(sheet).toContain(`action="/api/dashboard/rooms/${roomId}/unmark-watched"`);
  const without = await shown({ watched: "no" });
  expect(without.text).not.toContain("Out of the draw");
});

test("a room that the viewer may not change has no form that changes it", async () => {
  await pickFilm(ines, { roomId, timeZone: "UTC" });
  for (const more of [{ mayChange: false }, { status: "deleted" as const }]) {
    const { markup, text } = await shown({ film: "heat" }, more);
    expect(markup).not.toContain("/pick-film");
    expect(markup).not.toContain('method="post"');
    expect(text).toContain("Open in Plex");
  }
});

test("without a film agreed on, the page says what has to happen, and offers no draw", async () => {
  const { text, markup } = await shown({ genre: "Western" });
  expect(text).toContain("No film agreed on fits.");
  expect(markup).not.toContain("/pick-film");
  await fresh.services.pool.query("truncate room cascade");
  roomId = await openRoom(fresh.services.pool, { ratings: [["up", "Ann", "like", 1]] });
  expect((await shown()).text).toContain(
    "No two people like the same film yet. Five films rated by one person. A film matches when two people like it.",
  );
});
