import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Analytics } from "@/lib/match/analytics/figures";
import { getAnalytics } from "@/lib/match/analytics/get-analytics";
import { getRoomAnalytics } from "@/lib/match/analytics/get-room-analytics";
import { TABLE_NAMES, tableOf } from "@/lib/match/analytics/tables";
import { admin } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { loadRecordedRooms, RECORDED_NOW } from "@/lib/testing/recorded-rooms";
import { AnalyticsReport } from "./analytics-report";
import { levelLimits, levelOf, levelTexts } from "./brightness-levels";
import { NothingToCount } from "./nothing-to-count";
import { RoomReport } from "./room-report";

let fresh: Awaited<ReturnType<typeof freshServices>>;
let ids: Map<string, string>;
let figures: Analytics;
let html: string;
const csvHref = (table: string) => `/csv?table=${table}`;

beforeAll(async () => {
  fresh = await freshServices();
  ids = await loadRecordedRooms(fresh.services.pool);
  const input = { period: "4w", timeZone: "UTC", whose: "everyone", now: RECORDED_NOW } as const;
  figures = await getAnalytics(admin, input);
  html = renderToStaticMarkup(<AnalyticsReport figures={figures} csvHref={csvHref} zone={null} />);
});
afterAll(() => fresh.close());

function decoded(text: string): string {
  const entities = { "&quot;": '"', "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#x27;": "'" };
  return Object.entries(entities).reduce((all, [code, sign]) => all.replaceAll(code, sign), text);
}

/** The tables of a page as rows of texts. */
function tablesIn(markup: string): Map<string, string[][]> {
  return new Map(
    [...markup.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table = ""]) => [
      /<caption>(.*?)<\/caption>/.exec(table)?.[1] ?? "",
      [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) =>
          decoded(cell.replace(/<[^>]+>/g, "")),
        ),
      ),
    ]),
  );
}

test("every chart has two drawings, each with a label for screen readers", () => {
  const pictures = [
    ...html.matchAll(/<svg[^>]*role="img"[^>]*aria-labelledby="([^"]+)"[^>]*>(.*?)<\/svg>/gs),
  ];
  expect(pictures.length).toBe(10);
  const titles = pictures.map(([, id, inside = ""]) => {
    expect(html.split(`id="${id}"`).length).toBe(2);
    return new RegExp(`<title id="${id}">(.*?)</title>`).exec(inside)?.[1];
  });
  expect(new Set(titles)).toEqual(
    new Set([
      "Matches added up over time: 162 this time, 130 four weeks before.",
      "Rooms opened over time: 13 this time, 13 four weeks before.",
      "How often each two of 8 people gave the same answer, in per cent.",
      "Ratings by day of the week and hour. Busiest: Sun 19:00, 143 ratings.",
      "From 308 films rated to 112 agreed on, once for each room.",
    ]),
  );
});

test("the page says the figures", () => {
  const text = decoded(html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  for (const said of [
    "162",
    "+25 %",
    "was 130",
    "158 of 412",
    "was 29 %",
    "1,238",
    "+8 %",
    "was 23 s",
  ])
    expect(text).toContain(said);
  expect(text).toContain("24 on Mon 9 Nov");
  expect(text).toContain("Sundays at 19:00 are busiest, with 143 of 1,238 ratings.");
  expect(text).toContain("Nobody rates between 0:00 and 11:00.");
});

test("each count of films says what it counts, and the counts add up", () => {
  const text = decoded(html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " "));
  expect(text).toContain("158 of 412 films, once for each room; was 29 %");
  expect(text).toContain(
    "Group rooms have 112 matches of 78 different films: a film counts once here, however many rooms matched it. The other 50 of 162 matches are likes in solo lists.",
  );
  expect(text).toContain("Films in group rooms, once for each room, from the first swipe");
  for (const [, sentence = ""] of text.matchAll(/([^.]*\bfilms? (?:matched|agreed on)\b[^.]*)/g))
    expect(sentence).toMatch(/once|different/);
});

test("every table on the page has the numbers of its CSV file", () => {
  const tables = tablesIn(html);
  for (const name of TABLE_NAMES.filter((each) => each !== "people")) {
    const { title, columns, rows } = tableOf(name, figures);
    const shown = tables.get(title);
    expect(shown?.[0]).toEqual(columns);
    const written = rows.map((row) =>
      row.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en-US") : (cell ?? "–"))),
    );
    expect(shown?.slice(1)).toEqual(written);
    expect(html).toContain(`href="/csv?table=${name}"`);
  }
});

test("hostile names are shown as text", () => {
  const hostile = structuredClone(figures);
  const name = `</title><script>alert("x")</script>`;
  const [film] = hostile.topFilms;
  if (film) Object.assign(film, { title: name, rooms: [{ id: "x", name }] });
  hostile.agreement.people[0] = name;
  const markup = renderToStaticMarkup(
    <AnalyticsReport figures={hostile} csvHref={csvHref} zone={null} />,
  );
  expect(markup).not.toContain("<script>");
});

describe("one room", () => {
  const names = ["sci-fi_2026-10", "Solo list of Mara", "🍿", "X"];
  test.each(names)("%s", async (name) => {
    const roomId = ids.get(name) ?? "";
    const room = await getRoomAnalytics(admin, {
      roomId,
      period: "all",
      timeZone: "Asia/Kolkata",
      now: RECORDED_NOW,
    });
    const markup = renderToStaticMarkup(
      <RoomReport
        figures={room}
        csvHref={csvHref}
        zone={null}
        firstMatchMs={room.roomFirstMatchMs}
        solo={room.room.roomType === "solo"}
      />,
    );
    expect(markup).toContain(`${room.now.matches.toLocaleString("en-US")}</dd>`);
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
    expect(markup.includes("Agreement")).toBe(room.room.roomType !== "solo");
  });
});

test("with nothing to count, the page says why and one next step", () => {
  const periods = [{ href: "/week" }, { href: "/all" }];
  const quiet = renderToStaticMarkup(<NothingToCount hasRooms period="4w" periods={periods} />);
  expect(quiet).toContain("Nobody rated in four weeks");
  expect(quiet).toContain('href="/all"');
  const empty = renderToStaticMarkup(
    <NothingToCount hasRooms={false} period="all" periods={periods} />,
  );
  expect(empty).toContain("Nothing to count yet");
  expect(empty.match(/<a /g)?.length).toBe(1);
});

test("brightness levels have round limits, and the busiest hour has the highest level", () => {
  expect(levelTexts(levelLimits(143))).toEqual([
    "none",
    "1 to 25",
    "26 to 50",
    "51 to 100",
    "more than 100",
  ]);
  expect(levelTexts(levelLimits(3))).toEqual(["none", "1", "2", "3", "more than 3"]);
  for (const most of [5, 9, 17, 41, 99, 1000, 54_321])
    expect(levelOf(most, levelLimits(most))).toBe(4);
  expect([0, 1, 25, 26, 100, 101].map((n) => levelOf(n, levelLimits(143)))).toEqual([
    0, 1, 1, 2, 3, 4,
  ]);
});
