import { expect, test } from "vitest";
import { daysText, numberText } from "@/lib/core/day-text";
import { extendSentence, leavesSentence, ruleNote, whySentence } from "./expiry-text";

const now = new Date("2026-11-19T20:18:39Z");
const rule = {
  expiryKind: "space",
  idleDays: null,
  spaceIdleDays: 42,
  trashDays: 30,
  keepUntil: null,
  expiresAt: new Date("2026-12-31T20:18:25Z"),
  touchedAt: new Date("2026-11-19T20:18:25Z"),
} as const;

test.each([
  ["2026-12-31T20:18:25Z", "Leaves on Thursday 31 December 2026, in 42 days."],
  ["2026-11-21T20:18:39Z", "Leaves on Saturday 21 November 2026, in 2 days."],
  ["2026-11-20T20:18:39Z", "Leaves on Friday 20 November 2026 at 20:18 UTC, in 24 h."],
  ["2026-11-19T23:05:00Z", "Leaves today at 23:05 UTC, in 3 h."],
  ["2026-11-19T20:18:41Z", "Leaves today at 20:18 UTC, in a moment."],
])("%s: %s", (expiresAt, expected) => {
  expect(leavesSentence(new Date(expiresAt), now)).toBe(expected);
});

test("kept for ever", () => {
  expect(leavesSentence(null, now)).toBe("Kept for ever.");
});

test.each([
  [1, "a day"],
  [7, "a week"],
  [14, "two weeks"],
  [30, "thirty days"],
  [42, "six weeks"],
  [90, "ninety days"],
  [91, "ninety-one days"],
  [365, "365 days"],
])("%i days are %s", (days, expected) => {
  expect(daysText(days)).toBe(expected);
});

test("numbers in words", () => {
  expect([0, 13, 20, 21, 99, 100].map(numberText)).toEqual([
    "no",
    "thirteen",
    "twenty",
    "twenty-one",
    "ninety-nine",
    "100",
  ]);
});

test.each([
  [{}, "The space’s rule: six quiet weeks, then thirty days in the trash."],
  [{ spaceIdleDays: null }, "The space’s rule: rooms are kept for ever."],
  [
    { expiryKind: "idle", idleDays: 10 },
    "Its own rule: ten quiet days, then thirty days in the trash.",
  ],
  [{ expiryKind: "date" }, "A date of its own, then thirty days in the trash."],
  [{ expiryKind: "never" }, "Kept for ever, whatever the space’s rule says."],
] as const)("the rule %o", (change, expected) => {
  expect(ruleNote({ ...rule, ...change })).toBe(expected);
});

test("why", () => {
  expect(whySentence(rule)).toBe(
    "Six weeks after its game server last saved it. Every save starts the six weeks again, and about once an hour so do people who are connected; after that it waits thirty days in the trash, where you can still restore it.",
  );
  expect(whySentence({ ...rule, keepUntil: new Date("2027-01-31T00:00:00Z") })).toMatch(
    /^It was extended/,
  );
  expect(whySentence({ ...rule, expiresAt: null })).toMatch(/does not leave/);
});

test("what extending does", () => {
  expect(extendSentence({ expiryKind: "date" })).toBe("Extending moves this date.");
  for (const expiryKind of ["space", "idle"] as const) {
    expect(extendSentence({ expiryKind })).toContain("even if nobody saves it");
  }
});
