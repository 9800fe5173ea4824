import { type Analytics, growth, type Step } from "./figures";
import type { Period, PeriodName } from "./period";

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export const WEEKDAYS_LONG = [
  "Mondays",
  "Tuesdays",
  "Wednesdays",
  "Thursdays",
  "Fridays",
  "Saturdays",
  "Sundays",
] as const;

interface PeriodText {
  /** The label of the button that selects the period. */
  label: string;
  /** "162 matches in four weeks" */
  within: string;
  now: string;
  before: string;
  /** "the same day four weeks before" */
  earlier: string;
}

/** The text for each period. */
export const PERIOD_TEXT: Record<PeriodName, PeriodText> = {
  week: {
    label: "Week",
    within: "in seven days",
    now: "these seven days",
    before: "the seven days before",
    earlier: "a week before",
  },
  "4w": {
    label: "4 weeks",
    within: "in four weeks",
    now: "these four weeks",
    before: "the four weeks before",
    earlier: "four weeks before",
  },
  quarter: {
    label: "13 weeks",
    within: "in 13 weeks",
    now: "these 13 weeks",
    before: "the 13 weeks before",
    earlier: "13 weeks before",
  },
  all: { label: "All", within: "in all", now: "in all", before: "", earlier: "" },
};

const WHOLE = new Intl.NumberFormat("en-US");
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", {
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "1,238" */
export function wholeText(value: number): string {
  return WHOLE.format(value);
}

/** A share as a percentage without the sign: "38"; a dash for null. */
export function percentText(value: number | null): string {
  return value === null ? "–" : wholeText(Math.round(value * 100));
}

/** Below this number, a percentage exaggerates: from 3 to 6 is not shown as "+100 %". */
const BASE_MIN = 20;
/** Above this growth, the two numbers are easier to read than a percentage. */
const GROWTH_MAX = 2;

/**
 * Compares a number with the period before: "+25 %" and ", was 130"; "the same"; or "from 12 to 228" if the number before is small or the
 * growth is more than 200 %.
 */
export function comparedText(before: number, now: number): { strong: string; rest: string } {
  const was = `was ${wholeText(before)}`;
  const growing = growth(before, now);
  if (growing === null) return { strong: "", rest: was };
  if (now === before) return { strong: "the same", rest: "" };
  const percent = Math.round(growing * 100);
  if (before < BASE_MIN || growing > GROWTH_MAX || percent === 0) {
    return { strong: `from ${wholeText(before)} to ${wholeText(now)}`, rest: "" };
  }
  return {
    strong: `${percent > 0 ? "+" : "−"}${wholeText(Math.abs(percent))} %`,
    rest: `, ${was}`,
  };
}

/** A length of time as a figure: ["16", "s"]. */
export function lengthText(ms: number): [value: string, unit: string] {
  const seconds = ms / 1000;
  if (seconds < 99.5) return [wholeText(Math.round(seconds)), "s"];
  if (seconds < 99.5 * 60) return [wholeText(Math.round(seconds / 60)), "min"];
  if (seconds < 47.5 * 3600) return [wholeText(Math.round(seconds / 3600)), "h"];
  return [wholeText(Math.round(seconds / 86_400)), "days"];
}

/** "9 Nov"; with the weekday "Mon 9 Nov". */
export function dayText(day: string, withWeekday = false): string {
  const date = new Date(`${day}T00:00:00Z`);
  const text = DAY.format(date).replace("Sept", "Sep");
  return withWeekday ? `${WEEKDAY.format(date)} ${text}` : text;
}

/** "9 Nov 2026" */
export function yearDayText(day: string): string {
  return `${dayText(day)} ${day.slice(0, 4)}`;
}

/** The name of one step of a chart: "Mon 9 Nov, 17:00", "Mon 9 Nov", "week of 9 Nov 2026" or "Nov 2026". */
export function stepText({ start }: Pick<Step, "start">, kind: Analytics["stepKind"]): string {
  if (kind === "hour") return `${dayText(start.slice(0, 10), true)}, ${start.slice(11)}`;
  if (kind === "day") return dayText(start, true);
  if (kind === "week") return `week of ${yearDayText(start)}`;
  return MONTH.format(new Date(`${start.slice(0, 10)}T00:00:00Z`)).replace("Sept", "Sep");
}

/** The name of a step with what else it counts: "Mon 9 Nov and before", "Thu 19 Nov and later". */
export function wholeStepText(step: Step, kind: Analytics["stepKind"]): string {
  const text = stepText(step, kind);
  if (step.hasEarlier && step.hasLater) return `${text} and every other time`;
  if (step.hasEarlier) return `${text} and before`;
  return step.hasLater ? `${text} and later` : text;
}

/** "23 Oct to 19 Nov"; with years if they differ: "19 Dec 2025 to 15 Jan 2026" */
export function spanText(period: Period, steps: readonly Step[]): string {
  const { lastDay } = period;
  const from = period.firstDay ?? steps[0]?.start.slice(0, 10) ?? lastDay;
  if (from === lastDay) return dayText(from);
  const text = from.slice(0, 4) === lastDay.slice(0, 4) ? dayText : yearDayText;
  return `${text(from)} to ${text(lastDay)}`;
}

/** An hour of the day: "0:00", "19:00". */
export function hourText(hour: number): string {
  return `${hour}:00`;
}
