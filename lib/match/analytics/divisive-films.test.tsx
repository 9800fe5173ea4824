import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AnalyticsReport } from "@/components/charts/analytics-report";
import { RoomReport } from "@/components/charts/room-report";
import { ines } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openRoom, openSpace } from "@/lib/testing/open-room";
import type { Analytics } from "./figures";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";
import { tableOf } from "./tables";

const NOW = new Date("2026-11-19T20:00:00Z");
const AT_MS = NOW.getTime() - 3_600_000;

let fresh: Awaited<ReturnType<typeof freshServices>>;
beforeAll(async () => {
  fresh = await freshServices();
  await openSpace(fresh.services.pool);
});
afterAll(() => fresh.close());

/** Opens a room in which each film got these likes and passes. */
function roomWith(name: string, films: Record<string, [likes: number, passes: number]>) {
  const ratings = Object.entries(films).flatMap(([film, [likes, passes]]) =>
    Array.from({ length: likes + passes }, (_, index): [string, string, string, number] => [
      film,
      `person ${index}`,
      index < likes ? "like" : "dislike",
      AT_MS + index,
    ]),
  );
  return openRoom(fresh.services.pool, { name, ratings });
}

const period = { period: "all", timeZone: "UTC", now: NOW } as const;
const listed = (figures: Analytics) => figures.divisive.map(({ mediaId }) => mediaId);
const inTable = (figures: Analytics) =>
  tableOf("divisive", figures).rows.map(([, , , passed, liked]) => [passed, liked]);
const textOf = (page: React.ReactElement) =>
  renderToStaticMarkup(page)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const shown = (figures: Analytics) =>
  textOf(<AnalyticsReport figures={figures} csvHref={() => ""} zone={null} />);

test("with films that nobody argues about, nothing is listed and the page says why", async () => {
  const roomId = await roomWith("peace", {
    "plex://loved": [20, 0],
    "plex://hated": [0, 20],
    "plex://one-against-all": [15, 1],
    "plex://few": [2, 2],
  });
  const figures = await getAnalytics(ines, { ...period, whose: "mine" });
  expect(listed(figures)).toEqual([]);
  expect(inTable(figures)).toEqual([]);
  expect(shown(figures)).toContain(
    "no film with 13 ratings or more has a quarter of them on each side",
  );
  const room = await getRoomAnalytics(ines, { ...period, roomId });
  expect(listed(room)).toEqual(["plex://few"]);
});

test("a film is listed from a quarter on each side on, the most even one first, on the page and in its table", async () => {
  const roomId = await roomWith("dispute", {
    "plex://even": [8, 8],
    "plex://quarter-liked": [4, 12],
    "plex://quarter-passed": [12, 4],
    "plex://below": [13, 4],
  });
  const figures = await getAnalytics(ines, { ...period, whose: "mine" });
  const expected = ["plex://even", "plex://quarter-liked", "plex://quarter-passed"];
  expect(listed(figures)).toEqual(expected);
  expect(inTable(figures)).toEqual([
    [8, 8],
    [12, 4],
    [4, 12],
  ]);
  expect(shown(figures)).not.toContain("Nobody disagrees");
  const room = await getRoomAnalytics(ines, { ...period, roomId });
  expect(listed(room)).toEqual(expected);
  const page = textOf(
    <RoomReport figures={room} csvHref={() => ""} zone={null} firstMatchMs={null} solo={false} />,
  );
  expect(page).toContain("4 ratings or more, at least a quarter on each side");
});
