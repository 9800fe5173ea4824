import { expect, test } from "vitest";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { RoomVisit } from "@/lib/web/pages/load-room";
import { shownTabs, tabsOf } from "./tabs-of";

const NOW = new Date("2026-11-19T20:18:00Z");
const DAY_MS = 86_400_000;

const room = (inDays: number | null, kind = "match") =>
  ({
    kind,
    peopleCount: 6,
    matchCount: 19,
    expiresAt: inDays === null ? null : new Date(NOW.getTime() + inDays * DAY_MS),
  }) as RoomRecord;
const labels = (tabs: { label: string }[]) => tabs.map(({ label }) => label);

test("a film room opens with Tonight, another one with its overview", () => {
  expect(labels(tabsOf(room(30), NOW))).toEqual([
    ...["Tonight", "Matches", "People", "Analytics"],
    ...["Stay", "History", "The room"],
  ]);
  expect(labels(tabsOf(room(30, "quiz"), NOW))).toEqual([
    "Overview",
    "Stay",
    "History",
    "The room",
  ]);
});

test.each([
  [null, "Stay", undefined],
  [8, "Stay", undefined],
  [7, "7 days left", true],
  [5, "5 days left", true],
  [0.5, "12 h left", true],
])(
  "a room that leaves in %s days says so on its tab in the last week",
  (days, label, isWarning) => {
    const tab = tabsOf(room(days), NOW).find(({ segment }) => segment === "stay");
    expect(tab).toEqual({ segment: "stay", label, isWarning });
  },
);

test("a room in the trash does not stay", () => {
  const visit = { room: room(-1), facts: { now: NOW } };
  const shown = (status: string) => labels(shownTabs({ ...visit, status } as RoomVisit));
  expect(shown("expired")).not.toContain("No time left");
  expect(shown("expired")).toHaveLength(6);
  expect(shown("open")).toHaveLength(7);
});
