import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { RoomsFilter } from "./rooms-filter";
import { leavingCondition, roomsWhere, Values } from "./rooms-where";

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
  const values = new Values();
  const { whose } = filter;
  const cap = values.add(LIMITS.countedRowsMax);
  const count = (shown: Partial<RoomsFilter>, more = "") => {
    const where = roomsWhere(ctx, RoomsFilter.parse({ whose, ...shown }), values);
    return `(select count(*)::int from (select 1 from room r where ${where}${more} limit ${cap}) c)`;
  };
  const { rows } = await ctx.services.pool.query<RoomCounts>(
    `select ${count({})} as open, ${count({ whose: "mine" })} as mine,
       ${count({ activity: "now" })} as live,
       ${count({}, ` and ${leavingCondition()}`)} as leaving,
       ${count({ status: "trash" })} as trash, ${count(filter)} as matching,
       ${count({ ...filter, status: "trash" })} as "matchingTrash"`,
    values.list,
  );
  const [counts] = rows;
  if (!counts) throw new Error("The count returned no row.");
  return counts;
}
