import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween, localTime, startOfDay } from "@/lib/core/calendar";
import { isTimeZone, timeZones } from "@/lib/core/time-zone";
import { isPeriodName, periodAt } from "./period";

const THURSDAY = new Date("2026-11-19T20:18:39Z");

test("four weeks end today and are compared with the four weeks before", () => {
  const period = periodAt("4w", "UTC", THURSDAY);
  expect(period).toMatchObject({ firstDay: "2026-10-23", lastDay: "2026-11-19" });
  expect(new Date(period.fromMs).toISOString()).toBe("2026-10-23T00:00:00.000Z");
  expect(new Date(period.toMs).toISOString()).toBe("2026-11-20T00:00:00.000Z");
  expect(new Date(period.beforeFromMs ?? 0).toISOString()).toBe("2026-09-25T00:00:00.000Z");
});

test("days are the days of the time zone: it is already Friday in Tokyo", () => {
  expect(periodAt("week", "Asia/Tokyo", THURSDAY)).toMatchObject({
    firstDay: "2026-11-14",
    lastDay: "2026-11-20",
  });
});

test("the change of the clock shifts the start by an hour: four weeks in Berlin", () => {
  const { fromMs, toMs } = periodAt("4w", "Europe/Berlin", THURSDAY);
  expect(new Date(fromMs).toISOString()).toBe("2026-10-22T22:00:00.000Z");
  expect(new Date(toMs).toISOString()).toBe("2026-11-19T23:00:00.000Z");
});

test("a day whose midnight is skipped begins an hour later: Cairo, 24 April 2026", () => {
  expect(new Date(startOfDay("Africa/Cairo", "2026-04-24")).toISOString()).toBe(
    "2026-04-23T22:00:00.000Z",
  );
  expect(localTime("Africa/Cairo", startOfDay("Africa/Cairo", "2026-04-24")).hour).toBe(1);
});

test("in every zone the first instant of a day is on that day, and the one before it is not", () => {
  const zones = fc.constantFrom(...timeZones());
  const days = fc.integer({ min: 0, max: 12_000 }).map((count) => addDays("2000-01-01", count));
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      // When these islands moved across the date line, they skipped a whole day.
      fc.pre(!["Pacific/Apia", "Pacific/Fakaofo"].includes(zone));
      const start = startOfDay(zone, day);
      expect(localTime(zone, start).day).toBe(day);
      expect(localTime(zone, start - 1).day).toBe(addDays(day, -1));
    }),
    { numRuns: 2000 },
  );
});

test("only names of zones and of periods are accepted", () => {
  const refused = ["+02:00", "europe/berlin'", "", "Mars/Olympus", "UTC'; drop table room"];
  const taken = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires"];
  expect([...refused, ...taken].filter(isTimeZone)).toEqual(taken);
  expect(["4w", "all", "toString", "__proto__", ""].filter(isPeriodName)).toEqual(["4w", "all"]);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
});
