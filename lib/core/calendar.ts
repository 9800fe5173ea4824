import { Temporal } from "temporal-polyfill";

/** Where an instant falls on the wall calendar of a zone. `weekday` counts from Monday, 0 to 6. */
export interface LocalTime {
  /** YYYY-MM-DD */
  day: string;
  weekday: number;
  hour: number;
}

function zoned(timeZone: string, atMs: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);
}

/** Whether the text is a day, or a day with a time, that the calendar and the clock have. The 30th of February is none. */
export function isLocalTime(text: string): boolean {
  try {
    return Temporal.PlainDateTime.from(text) !== null;
  } catch {
    return false;
  }
}

/** The day, weekday and hour that a clock on the wall of that zone shows. */
export function localTime(timeZone: string, atMs: number): LocalTime {
  const local = zoned(timeZone, atMs);
  return { day: local.toPlainDate().toString(), weekday: local.dayOfWeek - 1, hour: local.hour };
}

/** The hour that a clock on the wall of that zone shows, with its day: "2026-11-30T21:00". */
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

/** The first instant at which the local time in the zone is "2026-11-30T21:05". A time that the clocks skip is read as if they did not. */
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
