import sql from "sql-template-tag";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { RoomsFilter } from "./rooms-filter";
import { leavingCondition, roomsWhere } from "./rooms-where";

/** Counts the actor's own rooms that leave within a week and are not in use now, up to `LIMITS.countedRowsMax`. */
export async function countLeavingRooms(ctx: Context): Promise<number> {
  const where = roomsWhere(ctx, RoomsFilter.parse({ whose: "mine" }));
  const { rows } = await ctx.services.pool.query<{ rooms: number }>(
    sql`select count(*)::int as rooms from (
      select 1 from room where ${where} and ${leavingCondition()} limit ${LIMITS.countedRowsMax}) counted`,
  );
  return rows[0]?.rooms ?? 0;
}
