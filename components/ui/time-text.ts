import { zoneText } from "@/lib/core/time-zone";
import { viewerZone } from "./viewer-zone";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago something happened, in words: "just now", "14 s ago", "5 min ago", "3 h ago", "4 days ago". Days are whole days of 24 hours
 * rounded to the nearest, from two days on; months follow after 60 days, years after two. A time from a game server may be in the future,
 * because its clock is wrong: less than a minute ahead is "just now", and more than a day ahead is "in the future", because the exact time
 * would mean nothing.
 */
export function timeAgo(date: Date, now: Date): string {
  const ago = now.getTime() - date.getTime();
  if (ago < -DAY) return "in the future";
  if (ago <= -MINUTE) return `in ${span(-ago)}`;
  const text = span(ago);
  return text === null ? "just now" : `${text} ago`;
}

/**
 * How long until something happens, in the same form: "in 6 days", "in less than a minute". Something that is due may happen a little
 * later, so for a time that has passed the text is `due`, never "ago".
 */
export function timeUntil(date: Date, now: Date, due = "now"): string {
  const left = date.getTime() - now.getTime();
  if (left <= 0) return due;
  return left < MINUTE ? "in less than a minute" : `in ${span(left)}`;
}

/** A length of time in the same form, without a direction: "6 days". Null below five seconds. */
export function span(ms: number): string | null {
  if (ms < 5 * SECOND) return null;
  if (ms < 100 * SECOND) return `${Math.round(ms / SECOND)} s`;
  if (ms < 100 * MINUTE) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 36 * HOUR) return `${Math.round(ms / HOUR)} h`;
  const days = Math.round(ms / DAY);
  if (days < 60) return `${days} days`;
  if (days < 730) return `${Math.round(days / 30.44)} months`;
  return `${Math.round(days / 365.25)} years`;
}

const FORMATS = {
  moment: {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  short: {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  date: { weekday: "short", day: "numeric", month: "short" },
  clock: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  month: { month: "long" },
  year: { year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Look = keyof typeof FORMATS;

/** Formats are cached, because making one costs more than using it. There are a few hundred zones at most. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(as: Look, timeZone: string): Intl.DateTimeFormat {
  const key = `${as} ${timeZone}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...FORMATS[as], timeZone });
  made.set(key, format);
  return format;
}

/**
 * Formats a time in the viewer's time zone, or in another one: "Thu 12 Nov 2026, 23:56", "Thursday 31 December 2026",
 * "12 Nov, 23:56", "Thu 12 Nov", "23:56" or "2026".
 */
export function absoluteTime(date: Date, as: Look = "moment", timeZone = viewerZone()): string {
  const parts = formatOf(as, timeZone)
    .format(date)
    .replace(/^([A-Z][a-z]+),/, "$1");
  return parts.replace("Sept", "Sep").replace(" at ", ", ");
}

/** The same with the name of the zone: "Thu 12 Nov 2026, 23:56 Los Angeles time", or "… 23:56 UTC". */
export function zonedTime(date: Date, as: Look = "moment", timeZone = viewerZone()): string {
  return `${absoluteTime(date, as, timeZone)} ${zoneText(timeZone)}`;
}

/** Formats a calendar day, which does not depend on a time zone. @param day YYYY-MM-DD */
export function calendarDay(day: string, as: "day" | "date"): string {
  return absoluteTime(new Date(`${day}T00:00:00Z`), as, "UTC");
}
