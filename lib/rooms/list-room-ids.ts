import sql from "sql-template-tag";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import type { RoomsFilter } from "./rooms-filter";
import { roomsWhere } from "./rooms-where";

/**
 * The ids of all rooms that match a filter and that the actor may see. At most one more than a bulk change may contain, so that a caller
 * notices when there are too many.
 */
export async function listRoomIds(ctx: Context, input: { filter: RoomsFilter }): Promise<string[]> {
  const where = roomsWhere(ctx, input.filter);
  const { rows } = await ctx.services.pool.query<{ id: string }>(
    sql`select room.id from room where ${where} order by room.id limit ${LIMITS.bulkRoomsMax + 1}`,
  );
  return rows.map((row) => row.id);
}
