import type pg from "pg";
import { LIMITS } from "@/lib/core/limits";

/**
 * Deletes events that are past their keeping, one bounded batch, and remembers how far, so that consumers can be told. What a
 * webhook that is on has not taken yet is kept, so that nothing is lost when no instance ran for longer than that.
 */
export async function pruneEvents(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ gone: number }>(
    `with gone as (
       delete from event where id in (
         select id from event e where e.at < now() - make_interval(days => $2) and not exists (
           select from webhook w
           where w.space_id = e.space_id and w.disabled_at is null and w.last_event_id < e.id)
         order by id limit $1)
       returning id
     ), noted as (
       insert into setting (key, value) select 'events-pruned-to', to_jsonb(max(id)) from gone having count(*) > 0
       on conflict (key) do update set value = excluded.value, updated_at = now()
     )
     select count(*)::int as gone from gone`,
    [LIMITS.pruneBatchRows, LIMITS.eventDays],
  );
  return rows[0]?.gone ?? 0;
}
