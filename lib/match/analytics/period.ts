import { addDays, localHour, localTime, startOfDay } from "@/lib/core/calendar";

/** The periods that a page can show, with their length in days. `all` has no start and no period before it. */
export const PERIOD_DAYS = { week: 7, "4w": 28, quarter: 91, all: null } as const;
export type PeriodName = keyof typeof PERIOD_DAYS;

/** Whether the text names a period. */
export function isPeriodName(text: string): text is PeriodName {
  return Object.hasOwn(PERIOD_DAYS, text);
}

/**
 * A number of calendar days in a time zone that end with today, and the same number of days before them for comparison. Times are
 * milliseconds since 1970; `fromMs` is inclusive and `toMs` is exclusive. The period `all` contains every possible time.
 */
export interface Period {
  name: PeriodName;
  timeZone: string;
  /** YYYY-MM-DD; null for `all`. */
  firstDay: string | null;
  lastDay: string;
  /** The current local hour: YYYY-MM-DDTHH:00. */
  lastHour: string;
  fromMs: number;
  toMs: number;
  /** The start of the period before, which ends at `fromMs`. Null for `all`. */
  beforeFromMs: number | null;
}

/** The period of that name that ends with the day of `now`. */
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
