import sql, { empty } from "sql-template-tag";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { RoomsFilter } from "./rooms-filter";
import { leavingCondition, roomsWhere } from "./rooms-where";

/** Numbers of rooms. Each is at most `LIMITS.countedRowsMax`. */
export interface RoomCounts {
  open: number;
  live: number;
  /** Open rooms that expire within a week and are not in use now. */
  leaving: number;
  /** Rooms in the trash, including expired rooms that the sweeper has not moved yet. */
  trash: number;
  /** Open rooms of the actor, also when everyone's rooms are shown. */
  mine: number;
  /** Rooms that match the filter. */
  matching: number;
  /** Rooms in the trash that match the filter. */
  matchingTrash: number;
}

/** Counts the rooms for the header of a list, in one statement. */
export async function countOwnRooms(ctx: Context, filter: RoomsFilter): Promise<RoomCounts> {
  const { whose } = filter;
  const count = (shown: Partial<RoomsFilter>, more = empty) => {
    const where = roomsWhere(ctx, RoomsFilter.parse({ whose, ...shown }));
    return sql`(select count(*)::int from (
      select 1 from room where ${where}${more} limit ${LIMITS.countedRowsMax}) counted)`;
  };
  const { rows } = await ctx.services.pool.query<RoomCounts>(
    sql`select ${count({})} as open, ${count({ whose: "mine" })} as mine,
       ${count({ activity: "now" })} as live,
       ${count({}, sql` and ${leavingCondition()}`)} as leaving,
       ${count({ status: "trash" })} as trash, ${count(filter)} as matching,
       ${count({ ...filter, status: "trash" })} as "matchingTrash"`,
  );
  const [counts] = rows;
  if (!counts) throw new Error("The count returned no row.");
  return counts;
}
