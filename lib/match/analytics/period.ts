import { addDays, localHour, localTime, startOfDay } from "@/lib/core/calendar";

/** The periods a page can be asked for, with their length in days; `all` has no end on the left and nothing before it. */
export const PERIOD_DAYS = { week: 7, "4w": 28, quarter: 91, all: null } as const;
export type PeriodName = keyof typeof PERIOD_DAYS;

/** Whether the text names a period. */
export function isPeriodName(text: string): text is PeriodName {
  return Object.hasOwn(PERIOD_DAYS, text);
}

/**
 * Whole calendar days of one time zone, today included, and as many days before them to compare with. Times are milliseconds
 * since 1970; `fromMs` belongs to the period, `toMs` no longer does. Under `all` the edges take in every stamp there can be.
 */
export interface Period {
  name: PeriodName;
  timeZone: string;
  /** YYYY-MM-DD; null under `all`. */
  firstDay: string | null;
  lastDay: string;
  /** YYYY-MM-DDTHH:00, the hour it is on the zone's clock. */
  lastHour: string;
  fromMs: number;
  toMs: number;
  /** Where the period before begins; it ends at `fromMs`. Null under `all`. */
  beforeFromMs: number | null;
}

/** The period of that name whose last day is today, seen from `now`. */
export function periodAt(name: PeriodName, timeZone: string, now: Date): Period {
  const { day: lastDay } = localTime(timeZone, now.getTime());
  const lastHour = localHour(timeZone, now.getTime());
  const days = PERIOD_DAYS[name];
  if (days === null) {
    return {
      name,
      timeZone,
      firstDay: null,
      lastDay,
      lastHour,
      fromMs: Number.MIN_SAFE_INTEGER,
      toMs: 2 ** 53,
      beforeFromMs: null,
    };
  }
  const firstDay = addDays(lastDay, 1 - days);
  return {
    name,
    timeZone,
    firstDay,
    lastDay,
    lastHour,
    fromMs: startOfDay(timeZone, firstDay),
    toMs: startOfDay(timeZone, addDays(lastDay, 1)),
    beforeFromMs: startOfDay(timeZone, addDays(firstDay, -days)),
  };
}
