import type { Context } from "@/lib/core/context";
import { processContext } from "@/lib/wire/process-context";
import { RoomsFilter } from "./rooms-filter";
import { roomsWhere, Values } from "./rooms-where";

/** How many open rooms leave on one day of the calendar (UTC). */
export interface DepartureDay {
  /** 2026-11-24 */
  day: string;
  rooms: number;
}

/** Coming departures by day, today first, one entry for each of the next `days` days. */
export async function listDepartures(
  ctx: Context,
  input: { whose: RoomsFilter["whose"]; days: number },
): Promise<DepartureDay[]> {
  const values = new Values();
  const where = roomsWhere(ctx.actor, RoomsFilter.parse({ whose: input.whose }), values);
  const { rows } = await processContext().pool.query<DepartureDay>(
    `select to_char(d.day, 'YYYY-MM-DD') as day, count(r.id)::int as rooms
     from generate_series(0, ${values.add(input.days)}::int - 1) n(i)
     cross join lateral (select (now() at time zone 'UTC')::date + n.i as day) d
     left join room r on r.expires_at >= d.day::timestamp at time zone 'UTC'
       and r.expires_at < (d.day + 1)::timestamp at time zone 'UTC' and ${where}
     group by d.day order by d.day`,
    values.list,
  );
  return rows;
}
