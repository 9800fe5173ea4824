import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { RoomsFilter } from "./rooms-filter";
import { leavingCondition, roomsWhere, Values } from "./rooms-where";

/** How many rooms there are; each stops counting at LIMITS.countedRowsMax. */
export interface RoomCounts {
  open: number;
  live: number;
  /** How many open rooms leave within a week and are not in use now. */
  leaving: number;
  /** Rooms that wait in the trash, swept or not. */
  trash: number;
  /** Open rooms of the actor, whoever's rooms are shown. */
  mine: number;
  /** What the filter matches. */
  matching: number;
  /** What the filter would match in the trash. */
  matchingTrash: number;
}

/** Counts for the head of a list, in one statement. */
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
  if (!counts) throw new Error("A count always gives one row.");
  return counts;
}
