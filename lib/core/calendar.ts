import { Temporal } from "temporal-polyfill";

/** The local date and hour of an instant in a time zone. `weekday` is 0 for Monday to 6 for Sunday. */
export interface LocalTime {
  /** YYYY-MM-DD */
  day: string;
  weekday: number;
  hour: number;
}

function zoned(timeZone: string, atMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
}

/** Whether the text is an existing date, or an existing date and time. 2026-02-30 does not exist. */
export function isLocalTime(text: string): boolean {
  try {
    return Temporal.PlainDateTime.from(text) !== null;
  } catch {
    return false;
  }
}

/** The local day, weekday and hour in the zone. */
export function localTime(timeZone: string, atMs: number): LocalTime {
  const local = zoned(timeZone, atMs);
  return { day: local.toPlainDate().toString(), weekday: local.dayOfWeek - 1, hour: local.hour };
}

/** The local day and full hour in the zone: "2026-11-30T21:00". */
export function localHour(timeZone: string, atMs: number): string {
  const { day, hour } = localTime(timeZone, atMs);
  return `${day}T${String(hour).padStart(2, "0")}:00`;
}

/** The local date and time in the zone: "2026-11-30 21:05". */
export function wallTime(timeZone: string, atMs: number): string {
  const local = zoned(timeZone, atMs).toPlainDateTime();
  return local.toString({ smallestUnit: "minute", roundingMode: "floor" }).replace("T", " ");
}

/** The first instant of a calendar day in that zone, also where a clock change skips midnight. */
export function startOfDay(timeZone: string, day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The last millisecond of a calendar day in the zone. Days on which the clocks change have 23 or 25 hours. */
export function endOfDay(timeZone: string, day: string): number {
  return startOfDay(timeZone, addDays(day, 1)) - 1;
}

/**
 * The first instant at which the local time in the zone is `clock`, such as "2026-11-30T21:05". A local time that a clock change skips is
 * moved forward by that change.
 */
export function instantOf(timeZone: string, clock: string): number {
  return Temporal.PlainDateTime.from(clock).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The calendar day `count` days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;
}
