import { isMoment } from "@/lib/core/moment";
import { addDays, daysBetween, localTime } from "@/lib/core/time-zone";
import type { Analytics, Step } from "./figures";
import type { Period } from "./period";

const DAYS_DRAWN_MAX = 100;
const WEEKS_DRAWN_MAX = 104;
const YEARS_DRAWN_MAX = 10;

/** How many of something in one quarter of an hour; `p` is 1 in the period and 0 in the period before it. */
export interface QuarterCount {
  p: number;
  startMs: number;
  n: number;
  likes: number;
}

/** The steps of a chart in time, and where each instant falls among them. */
export interface Axis {
  kind: Analytics["stepKind"];
  days: string[];
  /** The place of an instant; one outside the axis counts at its nearer end, so that the parts add up to the whole. */
  indexOf(atMs: number): number;
  /** The place of an instant of the period before. */
  indexBefore(atMs: number): number;
}

/** @param firstMs the earliest instant to draw under `all`: when the first room opened */
export function axisOf(period: Period, firstMs: number | null): Axis {
  const { lastDay, timeZone } = period;
  const oldest = addDays(lastDay, -365 * YEARS_DRAWN_MAX);
  const opened = firstMs === null ? lastDay : dayOf(timeZone, firstMs, lastDay);
  const [, latest = lastDay] = [oldest, opened].sort();
  const firstDay = period.firstDay ?? latest;
  const span = daysBetween(firstDay, lastDay) + 1;
  const kind = span <= DAYS_DRAWN_MAX ? "day" : span <= 7 * WEEKS_DRAWN_MAX ? "week" : "month";
  const days: string[] = [];
  for (let day = firstDay; day <= lastDay; day = nextStep(kind, day)) days.push(day);
  const place = (day: string) => {
    const after = days.findIndex((start) => start > day);
    return Math.max(0, (after === -1 ? days.length : after) - 1);
  };
  return {
    kind,
    days,
    indexOf: (atMs) => place(dayOf(timeZone, atMs, lastDay)),
    indexBefore: (atMs) =>
      place(addDays(dayOf(timeZone, atMs, lastDay), daysBetween(firstDay, lastDay) + 1)),
  };
}

/** Weeks begin on the weekday of the first day, months on the first of the month. */
function nextStep(kind: Axis["kind"], day: string): string {
  if (kind === "day") return addDays(day, 1);
  if (kind === "week") return addDays(day, 7);
  return `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
}

/** The calendar day, with stamps that no calendar holds moved to its edges. */
function dayOf(timeZone: string, atMs: number, lastDay: string): string {
  if (atMs < 0) return "1970-01-01";
  if (atMs > Date.parse(lastDay) + 7 * 86_400_000) return lastDay;
  return localTime(timeZone, atMs).day;
}

/** Sorts counts by quarter of an hour into the steps of the axis. */
export function stepsOf(
  axis: Axis,
  ratings: readonly QuarterCount[],
  matches: readonly QuarterCount[],
  hasBefore: boolean,
): Step[] {
  const none = hasBefore ? 0 : null;
  const steps = axis.days.map((day): Step => {
    return { day, matches: 0, ratings: 0, likes: 0, matchesBefore: none, ratingsBefore: none };
  });
  const add = (count: QuarterCount, now: "matches" | "ratings") => {
    const before = now === "matches" ? "matchesBefore" : "ratingsBefore";
    const at = count.p === 1 ? axis.indexOf(count.startMs) : axis.indexBefore(count.startMs);
    const step = steps[at];
    if (!step) return;
    if (count.p !== 1) step[before] = (step[before] ?? 0) + count.n;
    else {
      step[now] += count.n;
      if (now === "ratings") step.likes += count.likes;
    }
  };
  for (const count of ratings) add(count, "ratings");
  for (const count of matches) add(count, "matches");
  return steps;
}

/** Counts by weekday from Monday and hour of the zone's wall clock. */
export function hoursOf(timeZone: string, ratings: readonly QuarterCount[]): number[][] {
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { p, startMs, n } of ratings) {
    if (p !== 1 || !isMoment(startMs)) continue;
    const { weekday, hour } = localTime(timeZone, startMs);
    const row = hours[weekday];
    if (row) row[hour] = (row[hour] ?? 0) + n;
  }
  return hours;
}
