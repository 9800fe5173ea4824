import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { momentOf } from "@/lib/core/moment";
import { absoluteTime, timeAgo, timeUntil, zonedTime } from "./time-text";

type Moment = Date | string | number;

function dateOf(at: Moment): Date {
  return typeof at === "number" ? momentOf(at) : new Date(at);
}

/**
 * How long ago something happened ("4 days ago"). On hover it shows the absolute time with its zone.
 * @param at a Date, ISO 8601 text or milliseconds since 1970
 */
export function TimeAgo({ at, className }: { at: Moment; className?: string }) {
  const date = dateOf(at);
  return (
    <time dateTime={date.toISOString()} title={zonedTime(date)} className={className}>
      {timeAgo(date, now())}
    </time>
  );
}

/**
 * How long until something happens ("in 6 days"), with the same hover.
 * @param due what it says once the time has passed
 */
export function TimeUntil({ at, due }: { at: Moment; due?: string }) {
  const date = dateOf(at);
  return (
    <time dateTime={date.toISOString()} title={zonedTime(date)}>
      {timeUntil(date, now(), due)}
    </time>
  );
}

/**
 * A time in the viewer's time zone, which is shown on hover: "Thu 12 Nov 2026, 23:56".
 * @param as "moment" (the default), "day" ("Thursday 31 December 2026") or "short" ("12 Nov, 23:56"; a time more than a day ahead has its
 *   year, because a game server's clock may be wrong by years)
 */
export function AbsoluteTime({
  at,
  as = "moment",
}: {
  at: Moment;
  as?: "moment" | "day" | "short";
}) {
  const date = dateOf(at);
  return (
    <time dateTime={date.toISOString()} title={zonedTime(date)}>
      {absoluteTime(date, as === "short" && isFarAhead(date) ? "moment" : as)}
    </time>
  );
}

function isFarAhead(date: Date): boolean {
  return date.getTime() - now().getTime() > LIMITS.createdAheadMsMax;
}
