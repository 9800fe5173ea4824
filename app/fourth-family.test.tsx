import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { openServices, setServices } from "@/lib/runtime/services";
import { createSpace } from "@/lib/spaces/create-space";
import { ines } from "@/lib/testing/actors";
import { freshServices, SETUP } from "@/lib/testing/fresh-services";
import { openPage, type PageOf } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { openQuiz, WITH_QUIZ } from "@/lib/testing/quiz-family";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { TEST_SECRET } from "@/lib/testing/test-secret";
import { searchRooms } from "@/lib/web/pages/search-rooms";
import { viewerOf } from "@/lib/web/pages/viewer";
import { GET } from "./api/dashboard/analytics/csv/route";

const ROOM = "(dashboard)/rooms/[id]";
const LIST = "(dashboard)/rooms/(list)/page.tsx";

let fresh: Awaited<ReturnType<typeof freshServices>>;
/** Somebody who has quizzes alone, and somebody who has a film room as well. */
let quizzer: string;
let both: string;
const rooms = { quiz: "rm_quiz", trashed: "rm_trashed", other: "rm_other", film: "" };

beforeAll(async () => {
  fresh = await freshServices({ families: WITH_QUIZ });
  useTestEnv();
  const { pool } = fresh.services;
  const { id: spaceId } = await createSpace(SETUP, { name: "evenings" });
  quizzer = (await signInAs("7")).cookie;
  both = (await signInAs("8")).cookie;
  await openQuiz(pool, { spaceId, id: rooms.quiz, name: "planets" });
  await openQuiz(pool, { spaceId, id: rooms.trashed, name: "rivers" });
  await deleteRoom(ines, { roomId: rooms.trashed });
  await openQuiz(pool, { spaceId, id: rooms.other, name: "same name" });
  await pool.query(
    "update room set owner_id = '8', last_activity_at = now() + interval '1 second' where id = $1",
    [rooms.other],
  );
  rooms.film = await openRoom(pool, { spaceId, name: "same name", creatorId: "8" });
});
afterAll(() => fresh?.close());

async function open(file: string, cookie: string, id = "", search = {}) {
  const page = (await import(/* @vite-ignore */ path.join(import.meta.dirname, file))).default;
  return openPage(page as PageOf, { cookie, params: { id }, search });
}

/** What somebody reads or hears of a page: its text, and the attributes that are shown or read out. */
function wordsOf(markup: string): string {
  const said = [...markup.matchAll(/ (?:title|aria-label|placeholder|alt)="([^"]*)"/g)];
  return [markup.replace(/<[^>]+>/g, " "), ...said.map(([, text]) => text)].join(" ");
}

const FILM_WORDS =
  /\b(films?|ratings?|rated?|rating|match\w*|movie\w*|agree\w*|decks?|liked|likes|posters?)\b/gi;
const filmWordsOf = (markup: string) => wordsOf(markup).match(FILM_WORDS) ?? [];

describe("the pages of a kind without films say nothing of films", () => {
  test.each([
    [
      `${ROOM}/layout.tsx`,
      rooms.quiz,
      ["planets", "Quiz", "Overview", "Stay", "History", "The room"],
    ],
    [`${ROOM}/page.tsx`, rooms.quiz, ["Expiry", "The room", "History"]],
    [`${ROOM}/activity/page.tsx`, rooms.quiz, ["Everything done to this room, by anyone."]],
    [`${ROOM}/stay/page.tsx`, rooms.quiz, ["Expiry", "Extend by a week"]],
    [`${ROOM}/settings/page.tsx`, rooms.quiz, ["Lock", "The room", "Record", "Delete"]],
    [`${ROOM}/layout.tsx`, rooms.trashed, ["rivers", "Quiz", "In the trash", "its id"]],
    ["(dashboard)/(overview)/page.tsx", "", ["planets", "Quiz", "Last used"]],
    ["(dashboard)/trash/page.tsx", "", ["rivers", "Quiz", "their ids"]],
  ])("%s", async (file, id, parts) => {
    const { status, text } = await open(file, quizzer, id);
    expect(status).toBe(200);
    for (const part of parts) expect(wordsOf(text)).toContain(part);
    expect(filmWordsOf(text)).toEqual([]);
  });

  test.each([
    [LIST, { kind: "quiz" }, ["planets", "Quiz", "Last use"]],
    [LIST, { kind: "quiz", q: "nothing" }, ["its name or its owner"]],
    [
      "(dashboard)/rooms/bulk/page.tsx",
      { action: "delete", room: rooms.quiz },
      ["planets", "Quiz"],
    ],
  ])("%s with %o", async (file, search, parts) => {
    const { text } = await open(file, quizzer, "", search);
    // The choice between the kinds names film rooms.
    const shown = text.replace(/Film rooms|No room matches|Open rooms matching/g, "");
    for (const part of parts) expect(wordsOf(text)).toContain(part);
    expect(filmWordsOf(shown)).toEqual([]);
  });

  test.each(["matches", "people", "analytics"])("it has no page for %s", async (tab) => {
    expect((await open(`${ROOM}/${tab}/page.tsx`, quizzer, rooms.quiz)).status).toBe(404);
    expect((await open(`${ROOM}/${tab}/page.tsx`, both, rooms.film)).status).toBe(200);
  });
});

test("it has no CSV file of figures", async () => {
  const csv = (room: string) =>
    GET(
      new Request(`http://localhost/api/x?room=${room}&table=all`, { headers: { cookie: both } }),
    );
  expect((await csv(rooms.other)).status).toBe(404);
  expect((await csv(rooms.film)).status).toBe(200);
});

test("the form for an export says that it is not in the file", async () => {
  const { cookie } = await signInAs("1", { role: "admin" });
  const { text } = await open("(admin)/admin/data/page.tsx", cookie);
  expect(wordsOf(text)).toContain("Not in the file: Quizzes.");
});

describe("where several kinds are served, each room says what it is", () => {
  test("in the list, which then has what all kinds have", async () => {
    const { text } = await open(LIST, both);
    const table = wordsOf(text.slice(text.indexOf("<table")));
    for (const part of ["Quiz", "Film room", "What is in it", "0 matches, 0 ratings"]) {
      expect(table).toContain(part);
    }
    expect(table).not.toContain("Eight weeks");
    const films = wordsOf((await open(LIST, both, "", { kind: "match" })).text);
    expect(films).toContain("Eight weeks");
    expect(films).not.toContain("Quiz ");
  });

  test("on its page", async () => {
    const head = (await open(`${ROOM}/layout.tsx`, both, rooms.film)).text;
    expect(wordsOf(head)).toContain("Film room, standard, of");
  });

  test("in the search", async () => {
    const viewer = await viewerOf(both);
    if (!viewer) throw new Error("Nobody is signed in.");
    const found = await searchRooms(viewer, "same");
    expect(found.rooms.map(({ kindLabel }) => kindLabel).toSorted()).toEqual(["Film room", "Quiz"]);
  });

  test("but not if only one kind is served", async () => {
    const alone = openServices(fresh.url, [TEST_SECRET]);
    setServices(alone);
    const pages = [
      await open(LIST, both),
      await open("(dashboard)/(overview)/page.tsx", both),
      await open(`${ROOM}/layout.tsx`, both, rooms.film),
    ];
    for (const { text } of pages) expect(wordsOf(text)).not.toContain("Film room");
    expect(wordsOf(pages[0]?.text ?? "")).toContain("Eight weeks");
    setServices(fresh.services);
    await alone.close();
  });
});
