import { isPeriodName, type PeriodName } from "./period";
import { isTimeZone } from "./time-zone";

/** What the address of an analytics page asks for. */
export interface AnalyticsQuery {
  period: PeriodName;
  timeZone: string;
  whose: "mine" | "everyone";
}

export type Asked = Record<string, string | string[] | undefined>;

/** Reads an address; whatever it does not say, or says wrongly, is the usual: UTC, the own rooms, `usual` as the period. */
export function readAnalyticsQuery(asked: Asked, usual: PeriodName): AnalyticsQuery {
  const text = (key: string) => (typeof asked[key] === "string" ? asked[key] : "");
  const period = text("period");
  const timeZone = text("tz");
  return {
    period: isPeriodName(period) ? period : usual,
    timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
    whose: text("whose") === "everyone" ? "everyone" : "mine",
  };
}

/** The fields that say the same again in an address; the usual is left out. */
export function analyticsFields(query: AnalyticsQuery, usual: PeriodName): Record<string, string> {
  return {
    ...(query.period === usual ? {} : { period: query.period }),
    ...(query.timeZone === "UTC" ? {} : { tz: query.timeZone }),
    ...(query.whose === "mine" ? {} : { whose: query.whose }),
  };
}

/** The address of a page for such a query. */
export function analyticsHref(path: string, query: AnalyticsQuery, usual: PeriodName): string {
  const fields = new URLSearchParams(analyticsFields(query, usual));
  return fields.size > 0 ? `${path}?${fields}` : path;
}
