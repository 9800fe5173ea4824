import { describe, expect, it, test } from "vitest";
import { endOfDay, instantOf, startOfDay, wallTime } from "./calendar";

const iso = (ms: number) => new Date(ms).toISOString();
const HOUR_MS = 3_600_000;

const DAYS: [zone: string, day: string, from: string, to: string, hours: number][] = [
  ["UTC", "2026-11-30", "2026-11-30T00:00:00.000Z", "2026-11-30T23:59:59.999Z", 24],
  ["America/Los_Angeles", "2026-11-30", "2026-11-30T08:00:00.000Z", "2026-12-01T07:59:59.999Z", 24],
  // Clocks go forward, then back.
  ["America/Los_Angeles", "2026-03-08", "2026-03-08T08:00:00.000Z", "2026-03-09T06:59:59.999Z", 23],
  ["America/Los_Angeles", "2026-11-01", "2026-11-01T07:00:00.000Z", "2026-11-02T07:59:59.999Z", 25],
  ["Asia/Kolkata", "2026-11-30", "2026-11-29T18:30:00.000Z", "2026-11-30T18:29:59.999Z", 24],
  // Half an hour of summer time.
  [
    "Australia/Lord_Howe",
    "2026-10-04",
    "2026-10-03T13:30:00.000Z",
    "2026-10-04T12:59:59.999Z",
    23.5,
  ],
  // Clocks skip midnight.
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z", "2026-04-24T20:59:59.999Z", 23],
  ["Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00.000Z", "2026-01-01T09:59:59.999Z", 24],
];

test.each(DAYS)("in %s %s lasts from %s to %s", (zone, day, from, to, hours) => {
  expect(iso(startOfDay(zone, day))).toBe(from);
  expect(iso(endOfDay(zone, day))).toBe(to);
  expect((endOfDay(zone, day) + 1 - startOfDay(zone, day)) / HOUR_MS).toBe(hours);
});

describe("local times", () => {
  it.each([
    ["UTC", "2026-11-30T21:05", "2026-11-30T21:05:00.000Z"],
    ["America/New_York", "2026-07-01T00:00", "2026-07-01T04:00:00.000Z"],
    ["Asia/Kolkata", "2026-07-01T00:00", "2026-06-30T18:30:00.000Z"],
  ])("in %s at %s is %s, and back", (zone, clock, instant) => {
    expect(iso(instantOf(zone, clock))).toBe(instant);
    expect(wallTime(zone, Date.parse(instant))).toBe(clock.replace("T", " "));
  });

  it("reads a time that occurs twice as the first one, and a skipped time as one hour later", () => {
    expect(iso(instantOf("America/New_York", "2026-11-01T01:30"))).toBe("2026-11-01T05:30:00.000Z");
    expect(iso(instantOf("America/New_York", "2026-03-08T02:30"))).toBe("2026-03-08T07:30:00.000Z");
  });
});
