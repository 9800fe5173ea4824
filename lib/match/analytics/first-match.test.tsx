import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FigureRow } from "@/components/charts/figure-row";
import { useEnv } from "@/lib/runtime/env";
import { ines } from "@/lib/testing/actors";
import { freshServices } from "@/lib/testing/fresh-services";
import { openPage } from "@/lib/testing/open-page";
import { openRoom } from "@/lib/testing/open-room";
import { signInAs, useTestEnv } from "@/lib/testing/sign-in-as";
import { getAnalytics } from "./get-analytics";
import { getRoomAnalytics } from "./get-room-analytics";

const OPENED_MS = Date.parse("2026-11-10T20:00:00Z");
const ASKED = { period: "4w", timeZone: "UTC", now: new Date("2026-11-19T20:00:00Z") } as const;
const rooms: Record<"older" | "newer", string> = { older: "", newer: "" };
let fresh: Awaited<ReturnType<typeof freshServices>>;

beforeAll(async () => {
  fresh = await freshServices();
  useTestEnv();
  for (const [name, afterMs] of [
    ["older", -60_000],
    ["newer", 16_000],
  ] as const) {
    rooms[name] = await openRoom(fresh.services.pool, {
      spaceId: fresh.spaceId,
      name,
      createdAt: new Date(OPENED_MS),
      ratings: [
        ["film", "Ann", "like", OPENED_MS + afterMs],
        ["film", "Bob", "like", OPENED_MS + afterMs],
      ],
    });
  }
});
afterAll(async () => {
  useEnv(undefined);
  await fresh?.close();
});

test("a match from before its room was opened does not count for the median", async () => {
  const { now } = await getAnalytics(ines, { ...ASKED, whose: "mine" });
  expect(now).toMatchObject({ matches: 2, firstMatchMs: 16_000, firstMatchRooms: 1 });
});

test("both pages of such a room say that the match is older, and no time", async () => {
  const { cookie } = await signInAs("7");
  const { default: RoomPeople } = await import("@/app/(dashboard)/rooms/[id]/people/page");
  for (const [name, pattern] of [
    ["older", /–<.*before (it|the room) was opened/],
    ["newer", /16.*after (it|the room) opened/],
  ] as const) {
    const roomId = rooms[name];
    const figures = await getRoomAnalytics(ines, { ...ASKED, roomId });
    const row = renderToStaticMarkup(
      <FigureRow figures={figures} room={{ firstMatchMs: figures.roomFirstMatchMs }} />,
    );
    const { text } = await openPage(RoomPeople as never, { cookie, params: { id: roomId } });
    for (const shown of [row, text]) {
      const figure = shown.slice(shown.indexOf("First match"), shown.indexOf("First match") + 300);
      expect(figure).toMatch(pattern);
    }
  }
});
