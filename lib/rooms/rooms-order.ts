import sql, { raw, type Sql } from "sql-template-tag";
import type { RoomsFilter } from "./rooms-filter";
import { IS_USED, leavingCondition, liveCondition } from "./rooms-where";

/**
 * The SQL expression for a room's group: 0 in use now, 1 expiring this week, 2 the rest. `asOf` is an expression for the time when the
 * first page was read.
 */
export function groupExpression(asOf: Sql): Sql {
  return sql`case when room.trashed_at is not null then 2
    when ${liveCondition(asOf)} then 0
    when ${leavingCondition(asOf)} then 1 else 2 end`;
}

const ms = (column: string) => sql`(extract(epoch from ${raw(column)}) * 1000)::float8`;
const FAR_AWAY = sql`9e15`;

/** Orders by the last activity, newest first. Rooms that nobody has used come last. */
const LAST_USED = sql`case when not ${raw(IS_USED)} then ${FAR_AWAY} - ${ms("room.last_activity_at")} else -${ms("room.last_activity_at")} end`;

/** Rooms are sorted by the start of their names, so that every sort value fits into a cursor. The id decides between equal starts. */
export const NAME_ORDER = sql`lower(left(room.name, 100))`;

/**
 * The SQL expressions that a list is ordered by. All are ascending and never null, so that one row comparison finds the next page. The id
 * comes last and makes the order unique.
 */
export function orderExpressions(sort: RoomsFilter["sort"], asOf: Sql): Sql[] {
  const group = groupExpression(asOf);
  const orders: Record<RoomsFilter["sort"], Sql[]> = {
    need: [
      group,
      sql`case when (${group}) = 1 then ${ms("room.expires_at")} else ${LAST_USED} end`,
    ],
    last: [LAST_USED],
    leaves: [sql`coalesce(${ms("coalesce(room.purge_at, room.expires_at)")}, ${FAR_AWAY})`],
    name: [NAME_ORDER],
    opened: [sql`-${ms("room.created_at")}`],
    ratings: [sql`-coalesce(room.rating_count, 0)`],
    matches: [sql`-coalesce(room.match_count, 0)`],
  };
  return [...orders[sort], sql`room.id`];
}
