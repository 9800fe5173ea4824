import fc from "fast-check";
import { expect, test } from "vitest";
import { localTime } from "@/lib/core/calendar";
import { eveningEnd } from "./evening-end";

const HOUR_MS = 3_600_000;

test.each([
  ["in the evening", "2026-11-28T20:18:00+01:00", "2026-11-29T12:00:00+01:00"],
  ["after midnight", "2026-11-29T00:30:00+01:00", "2026-11-29T12:00:00+01:00"],
  ["at six in the morning", "2026-11-29T06:00:00+01:00", "2026-11-29T12:00:00+01:00"],
  ["later in the morning", "2026-11-29T06:01:00+01:00", "2026-11-30T12:00:00+01:00"],
  ["at noon", "2026-11-29T12:00:00+01:00", "2026-11-30T12:00:00+01:00"],
  [
    "in the night in which the clocks are put back",
    "2026-10-24T23:00:00+02:00",
    "2026-10-25T12:00:00+01:00",
  ],
])("a film picked %s stays until noon", (_when, picked, end) => {
  expect(new Date(eveningEnd("Europe/Vienna", Date.parse(picked)))).toEqual(new Date(end));
});

test("it stays for at least six hours and at most thirty-one, until a noon", () => {
  const at = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2035-01-01") });
  const zone = fc.constantFrom("UTC", "Europe/Vienna", "America/Los_Angeles", "Pacific/Chatham");
  fc.assert(
    fc.property(zone, at, (timeZone, atMs) => {
      const end = eveningEnd(timeZone, atMs);
      expect(localTime(timeZone, end).hour).toBe(12);
      expect(end - atMs).toBeGreaterThanOrEqual(6 * HOUR_MS);
      expect(end - atMs).toBeLessThanOrEqual(31 * HOUR_MS);
    }),
  );
});
