import { isTimeZone } from "@/lib/core/time-zone";
import { isPeriodName, type PeriodName } from "./period";

/** The query parameters of an analytics page. */
export interface AnalyticsQuery {
  period: PeriodName;
  timeZone: string;
  whose: "mine" | "everyone";
}

export type Asked = Record<string, string | string[] | undefined>;

/** The default values of the parameters. */
export interface AnalyticsDefaults {
  period: PeriodName;
  /** The viewer's time zone. */
  timeZone: string;
  /** "everyone" for an admin, as on the other pages. */
  whose: AnalyticsQuery["whose"];
}

/** Reads the query parameters of a URL. Missing and invalid ones get their default values. */
export function readAnalyticsQuery(asked: Asked, defaults: AnalyticsDefaults): AnalyticsQuery {
  const text = (key: string) => (typeof asked[key] === "string" ? asked[key] : "");
  const period = text("period");
  const timeZone = text("tz");
  const whose = text("whose");
  return {
    period: isPeriodName(period) ? period : defaults.period,
    timeZone: isTimeZone(timeZone) ? timeZone : defaults.timeZone,
    whose: whose === "mine" || whose === "everyone" ? whose : defaults.whose,
  };
}

/** The query parameters for a URL, without those that have their default values. */
export function analyticsFields(
  query: AnalyticsQuery,
  defaults: AnalyticsDefaults,
): Record<string, string> {
  return {
    ...(query.period === defaults.period ? {} : { period: query.period }),
    ...(query.timeZone === defaults.timeZone ? {} : { tz: query.timeZone }),
    ...(query.whose === defaults.whose ? {} : { whose: query.whose }),
  };
}

/** The URL of a page with these query parameters. */
export function analyticsHref(
  path: string,
  query: AnalyticsQuery,
  defaults: AnalyticsDefaults,
): string {
  const fields = new URLSearchParams(analyticsFields(query, defaults));
  return fields.size > 0 ? `${path}?${fields}` : path;
}
