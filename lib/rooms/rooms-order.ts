import type { RoomsFilter } from "./rooms-filter";
import { leavingCondition, liveCondition } from "./rooms-where";

/**
 * The SQL expression for a room's group: 0 in use now, 1 expiring this week, 2 the rest. `asOf` is an expression for the time when the
 * first page was read.
 */
export function groupExpression(asOf: string): string {
  return `case when r.trashed_at is not null then 2
    when ${liveCondition(asOf)} then 0
    when ${leavingCondition(asOf)} then 1 else 2 end`;
}

const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const FAR_AWAY = "9e15";

/** Orders by the last activity, newest first. Rooms in which nobody has rated come last. */
const LAST_USED = `case when r.rating_count = 0 then ${FAR_AWAY} - ${ms("r.last_activity_at")} else -${ms("r.last_activity_at")} end`;

/** Rooms are sorted by the start of their names, so that every sort value fits into a cursor. The id decides between equal starts. */
export const NAME_ORDER = "lower(left(r.name, 100))";

/**
 * The SQL expressions that a list is ordered by. All are ascending and never null, so that one row comparison finds the next page. The id
 * comes last and makes the order unique.
 */
export function orderExpressions(sort: RoomsFilter["sort"], asOf: string): string[] {
  const group = groupExpression(asOf);
  const orders: Record<RoomsFilter["sort"], string[]> = {
    need: [group, `case when (${group}) = 1 then ${ms("r.expires_at")} else ${LAST_USED} end`],
    last: [LAST_USED],
    leaves: [`coalesce(${ms("coalesce(r.purge_at, r.expires_at)")}, ${FAR_AWAY})`],
    name: [NAME_ORDER],
    opened: [`-${ms("r.created_at")}`],
    ratings: ["-r.rating_count"],
    matches: ["-r.match_count"],
  };
  return [...orders[sort], "r.id"];
}
