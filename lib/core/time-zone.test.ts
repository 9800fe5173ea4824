import { expect, test } from "vitest";
import { isTimeZone, timeZones, zoneText } from "./time-zone";

test("the name of a zone is its place", () => {
  const zones = [
    "UTC",
    "Etc/UTC",
    "Etc/GMT+5",
    "America/Los_Angeles",
    "America/Argentina/Buenos_Aires",
    "Asia/Calcutta",
    "Asia/Kolkata",
    "Europe/Kiev",
  ];
  expect(zones.map(zoneText)).toEqual([
    "UTC",
    "UTC",
    "GMT+5",
    "Los Angeles time",
    "Buenos Aires time",
    "Kolkata time",
    "Kolkata time",
    "Kyiv time",
  ]);
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
});

test("the list has the current name of each zone once, and the chosen zone", () => {
  const names = timeZones("Asia/Calcutta");
  expect(names[0]).toBe("UTC");
  expect(names).toContain("Asia/Kolkata");
  expect(names).not.toContain("Asia/Calcutta");
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(isTimeZone)).toBe(true);
  expect(timeZones("Etc/GMT+5")).toContain("Etc/GMT+5");
});
