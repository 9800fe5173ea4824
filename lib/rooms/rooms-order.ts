import type { RoomsFilter } from "./rooms-filter";
import { leavingCondition, liveCondition } from "./rooms-where";

/** 0 in use now, 1 leaving this week, 2 the rest. `asOf` is an expression for the moment the first page was read. */
export function groupExpression(asOf: string): string {
  return `case when r.trashed_at is not null then 2
    when ${liveCondition(asOf)} then 0
    when ${leavingCondition(asOf)} then 1 else 2 end`;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const FAR_AWAY = "9e15";

/** The start of the name, so that the longest one still fits a cursor; the id decides between equal starts. */
export const NAME_ORDER = "lower(left(r.name, 100))";

/**
 * What a list is ordered by, each ascending and never null, so that one row comparison finds the next page. The id comes last
 * and makes the order total.
 */
export function orderExpressions(sort: RoomsFilter["sort"], asOf: string): string[] {
  const group = groupExpression(asOf);
  const orders: Record<RoomsFilter["sort"], string[]> = {
    need: [
      group,
      `case when (${group}) = 1 then ${ms("r.expires_at")} else -${ms("r.last_activity_at")} end`,
    ],
    last: [`-${ms("r.last_activity_at")}`],
    leaves: [`coalesce(${ms("coalesce(r.purge_at, r.expires_at)")}, ${FAR_AWAY})`],
    name: [NAME_ORDER],
    opened: [`-${ms("r.created_at")}`],
    ratings: ["-r.rating_count"],
    matches: ["-r.match_count"],
  };
  return [...orders[sort], "r.id"];
}
