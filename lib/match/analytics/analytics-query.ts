import { isTimeZone } from "@/lib/core/time-zone";
import { isPeriodName, type PeriodName } from "./period";

/** What the address of an analytics page asks for. */
export interface AnalyticsQuery {
  period: PeriodName;
  timeZone: string;
  whose: "mine" | "everyone";
}

export type Asked = Record<string, string | string[] | undefined>;

/** The values for parameters that the address does not contain. */
export interface Usual {
  period: PeriodName;
  /** The viewer's time zone. */
  timeZone: string;
  /** "everyone" for an admin, as on the other pages. */
  whose: AnalyticsQuery["whose"];
}

/** Reads the parameters of an address. Missing and invalid ones get the usual values. */
export function readAnalyticsQuery(asked: Asked, usual: Usual): AnalyticsQuery {
  const text = (key: string) => (typeof asked[key] === "string" ? asked[key] : "");
  const period = text("period");
  const timeZone = text("tz");
  const whose = text("whose");
  return {
    period: isPeriodName(period) ? period : usual.period,
    timeZone: isTimeZone(timeZone) ? timeZone : usual.timeZone,
    whose: whose === "mine" || whose === "everyone" ? whose : usual.whose,
  };
}

/** The fields that say the same again in an address; the usual is left out. */
export function analyticsFields(query: AnalyticsQuery, usual: Usual): Record<string, string> {
  return {
    ...(query.period === usual.period ? {} : { period: query.period }),
    ...(query.timeZone === usual.timeZone ? {} : { tz: query.timeZone }),
    ...(query.whose === usual.whose ? {} : { whose: query.whose }),
  };
}

/** The address of a page for such a query. */
export function analyticsHref(path: string, query: AnalyticsQuery, usual: Usual): string {
  const fields = new URLSearchParams(analyticsFields(query, usual));
  return fields.size > 0 ? `${path}?${fields}` : path;
}
