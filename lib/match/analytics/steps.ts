import { addDays, daysBetween, localHour, localTime } from "@/lib/core/calendar";
import { isDated } from "@/lib/core/moment";
import { type Analytics, QUARTER_HOUR_MS, type Step } from "./figures";
import type { Period } from "./period";

const HOURS_DRAWN_MAX = 48;
const DAYS_DRAWN_MAX = 100;
const WEEKS_DRAWN_MAX = 104;
const YEARS_DRAWN_MAX = 10;

/** A number of ratings or matches in one quarter of an hour. `p` is 1 in the period and 0 in the period before. */
export interface QuarterCount {
  p: number;
  startMs: number;
  n: number;
  likes: number;
}

/** The steps of a chart over time, and the step of each instant. */
export interface Axis {
  kind: Analytics["stepKind"];
  starts: string[];
  /** The index of the step of an instant. An instant outside of the axis belongs to the nearest step. */
  indexOf(atMs: number): number;
  /** Whether an instant is before the axis, on it or after now. */
  sideOf(atMs: number): "before" | "on" | "after";
  /** The index of the step that an instant of the period before is compared with. */
  indexBefore(atMs: number): number;
}

/** @param firstMs where the axis of the period `all` starts: when the first room was opened */
export function axisOf(period: Period, firstMs: number | null): Axis {
  const { lastDay, timeZone } = period;
  const hours = period.firstDay === null ? hoursUpTo(period, firstMs) : null;
  if (hours) {
    const place = (atMs: number) => placeAmong(hours, hourOf(period, atMs));
    const sideOf = sides(period, (atMs) => hourOf(period, atMs), hours[0] ?? "", period.lastHour);
    return { kind: "hour", starts: hours, indexOf: place, indexBefore: place, sideOf };
  }
  const oldest = addDays(lastDay, -365 * YEARS_DRAWN_MAX);
  const opened = firstMs === null ? lastDay : dayOf(timeZone, firstMs, lastDay);
  const [, latest = lastDay] = [oldest, opened].sort();
  const firstDay = period.firstDay ?? latest;
  const span = daysBetween(firstDay, lastDay) + 1;
  const kind = span <= DAYS_DRAWN_MAX ? "day" : span <= 7 * WEEKS_DRAWN_MAX ? "week" : "month";
  const starts: string[] = [];
  for (let day = firstDay; day <= lastDay; day = nextStep(kind, day)) starts.push(day);
  return {
    kind,
    starts,
    sideOf: sides(period, (atMs) => dayOf(timeZone, atMs, lastDay), firstDay, lastDay),
    indexOf: (atMs) => placeAmong(starts, dayOf(timeZone, atMs, lastDay)),
    indexBefore: (atMs) =>
      placeAmong(
        starts,
        addDays(dayOf(timeZone, atMs, lastDay), daysBetween(firstDay, lastDay) + 1),
      ),
  };
}

function sides(
  { lastDay }: Period,
  nameOf: (atMs: number) => string,
  first: string,
  last: string,
): Axis["sideOf"] {
  return (atMs) => {
    if (atMs < 0 || nameOf(atMs) < first) return "before";
    return isFarAhead(atMs, lastDay) || nameOf(atMs) > last ? "after" : "on";
  };
}

function placeAmong(starts: readonly string[], at: string): number {
  const after = starts.findIndex((start) => start > at);
  return Math.max(0, (after === -1 ? starts.length : after) - 1);
}

/**
 * The local hours from the first instant to now; null if there are too many for a chart. An hour that a clock change repeats is one step,
 * so that no two steps have the same name.
 */
function hoursUpTo(period: Period, firstMs: number | null): string[] | null {
  const { lastHour } = period;
  if (firstMs === null || firstMs < 0) return null;
  const hours: string[] = [];
  for (let atMs = firstMs; hours.length < HOURS_DRAWN_MAX; atMs += QUARTER_HOUR_MS) {
    const hour = hourOf(period, atMs);
    if (hour >= lastHour) return [...hours, lastHour];
    if (!hours.includes(hour)) hours.push(hour);
  }
  return null;
}

/** The local hour; impossible times become the nearest possible hour. */
function hourOf({ timeZone, lastDay, lastHour }: Period, atMs: number): string {
  if (atMs < 0) return "1970-01-01T00:00";
  if (isFarAhead(atMs, lastDay)) return lastHour;
  return localHour(timeZone, atMs);
}

function isFarAhead(atMs: number, lastDay: string): boolean {
  return atMs > Date.parse(lastDay) + 7 * 86_400_000;
}

/** The start of the next step. Weeks start on the weekday of the first day, months on the first of the month. */
function nextStep(kind: Axis["kind"], day: string): string {
  if (kind === "day") return addDays(day, 1);
  if (kind === "week") return addDays(day, 7);
  return `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
}

/** The local day; impossible times become the nearest possible day. */
function dayOf(timeZone: string, atMs: number, lastDay: string): string {
  if (atMs < 0) return "1970-01-01";
  if (isFarAhead(atMs, lastDay)) return lastDay;
  return localTime(timeZone, atMs).day;
}

/** Adds up the counts of quarters of an hour to the steps of the axis, without those that are not dated. */
export function stepsOf(
  axis: Axis,
  ratings: readonly QuarterCount[],
  matches: readonly QuarterCount[],
  hasBefore: boolean,
): Step[] {
  const none = hasBefore ? 0 : null;
  const steps = axis.starts.map((start): Step => {
    const counts = { matches: 0, ratings: 0, likes: 0, matchesBefore: none, ratingsBefore: none };
    return { start, ...counts, hasEarlier: false, hasLater: false };
  });
  const add = (count: QuarterCount, now: "matches" | "ratings") => {
    if (!isDated(count.startMs)) return;
    const before = now === "matches" ? "matchesBefore" : "ratingsBefore";
    const at = count.p === 1 ? axis.indexOf(count.startMs) : axis.indexBefore(count.startMs);
    const step = steps[at];
    if (!step) return;
    if (count.p !== 1) step[before] = (step[before] ?? 0) + count.n;
    else {
      step[now] += count.n;
      const side = axis.sideOf(count.startMs);
      if (side === "before") step.hasEarlier = true;
      if (side === "after") step.hasLater = true;
      if (now === "ratings") step.likes += count.likes;
    }
  };
  for (const count of ratings) add(count, "ratings");
  for (const count of matches) add(count, "matches");
  return steps;
}

/** The number of ratings by weekday (from Monday) and local hour. */
export function hoursOf(timeZone: string, ratings: readonly QuarterCount[]): number[][] {
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { p, startMs, n } of ratings) {
    if (p !== 1 || !isDated(startMs)) continue;
    const { weekday, hour } = localTime(timeZone, startMs);
    const row = hours[weekday];
    if (row) row[hour] = (row[hour] ?? 0) + n;
  }
  return hours;
}
