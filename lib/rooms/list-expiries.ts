import sql from "sql-template-tag";
import { addDays, localTime, startOfDay } from "@/lib/core/calendar";
import { now } from "@/lib/core/clock";
import type { Context } from "@/lib/runtime/context";
import { RoomsFilter } from "./rooms-filter";
import { roomsWhere } from "./rooms-where";

/** How many open rooms expire on one calendar day of a time zone. */
export interface ExpiryDay {
  /** 2026-11-24 */
  day: string;
  rooms: number;
}

/** Counts the rooms that expire on each of the next `days` days in `timeZone`, today first. */
export async function listExpiries(
  ctx: Context,
  input: { whose: RoomsFilter["whose"]; days: number; timeZone: string },
): Promise<ExpiryDay[]> {
  const where = roomsWhere(ctx, RoomsFilter.parse({ whose: input.whose }));
  const { timeZone } = input;
  const today = localTime(timeZone, now().getTime()).day;
  const days = Array.from({ length: input.days }, (_, index) => addDays(today, index));
  const begins = [...days, addDays(today, input.days)].map(
    (day) => new Date(startOfDay(timeZone, day)),
  );
  const { rows } = await ctx.services.pool.query<ExpiryDay>(
    sql`select days.day, count(room.id)::int as rooms
     from unnest(${days}::text[], ${begins.slice(0, -1)}::timestamptz[], ${begins.slice(1)}::timestamptz[]) days(day, begins, ends)
     left join room on room.expires_at >= days.begins and room.expires_at < days.ends and ${where}
     group by days.day order by days.day`,
  );
  return rows;
}
