import { describe, expect, it } from "vitest";
import { absoluteTime, calendarDay, timeAgo, timeUntil, zonedTime } from "./time-text";

const NOW = new Date("2026-11-19T20:18:39Z");
const SECOND = 1_000;
const DAY = 86_400 * SECOND;

const AGO: [difference: number, expected: string][] = [
  [0, "just now"],
  [-4 * SECOND, "just now"],
  [-14 * SECOND, "14 s ago"],
  [-60 * SECOND, "60 s ago"],
  [-5 * 60 * SECOND, "5 min ago"],
  [-3 * 3600 * SECOND, "3 h ago"],
  [-35 * 3600 * SECOND, "35 h ago"],
  [-37 * 3600 * SECOND, "2 days ago"],
  [-38.1 * DAY, "38 days ago"],
  [-1000 * DAY, "3 years ago"],
  // The clock of a game server may be ahead.
  [3 * SECOND, "just now"],
  [59 * SECOND, "just now"],
  [5 * 60 * SECOND, "in 5 min"],
  [0.9 * DAY, "in 22 h"],
  [2 * DAY, "in the future"],
  [2_900_000 * DAY, "in the future"],
];

const UNTIL: [difference: number, expected: string][] = [
  [1, "in less than a minute"],
  [4 * SECOND, "in less than a minute"],
  [59 * SECOND, "in less than a minute"],
  [5 * 60 * SECOND, "in 5 min"],
  [4.1 * DAY, "in 4 days"],
  [6.96 * DAY, "in 7 days"],
  [90 * DAY, "in 3 months"],
  [0, "now"],
  [-14 * SECOND, "now"],
  [-4.1 * DAY, "now"],
];

describe("times as text", () => {
  it.each(AGO)("%d ms from now is %s", (difference, expected) => {
    expect(timeAgo(new Date(NOW.getTime() + difference), NOW)).toBe(expected);
  });

  it.each(UNTIL)("what happens in %d ms happens %s", (difference, expected) => {
    expect(timeUntil(new Date(NOW.getTime() + difference), NOW)).toBe(expected);
  });

  it("say “due” for a job that should have run", () => {
    expect(timeUntil(new Date(NOW.getTime() - SECOND), NOW, "due now")).toBe("due now");
  });

  it("are dates in the given zone", () => {
    expect(absoluteTime(NOW, "moment", "Asia/Kolkata")).toBe("Fri 20 Nov 2026, 01:48");
    expect(zonedTime(NOW, "clock", "America/Los_Angeles")).toBe("12:18 Los Angeles time");
    expect(zonedTime(NOW)).toBe("Thu 19 Nov 2026, 20:18 UTC");
    expect(absoluteTime(new Date("2026-12-31T23:30:00Z"), "year", "Asia/Kolkata")).toBe("2027");
  });

  it("are the same in every zone if only the day is known", () => {
    expect(calendarDay("2026-11-19", "day")).toBe("Thursday 19 November 2026");
    expect(calendarDay("2026-11-19", "date")).toBe("Thu 19 Nov");
  });

  it("are dates in UTC until the viewer is known", () => {
    expect(absoluteTime(NOW)).toBe("Thu 19 Nov 2026, 20:18");
    expect(absoluteTime(NOW, "day")).toBe("Thursday 19 November 2026");
    expect(absoluteTime(NOW, "short")).toBe("19 Nov, 20:18");
    expect(absoluteTime(NOW, "date")).toBe("Thu 19 Nov");
    expect(absoluteTime(new Date("2026-09-04T00:00:00Z"), "date")).toBe("Fri 4 Sep");
  });
});
