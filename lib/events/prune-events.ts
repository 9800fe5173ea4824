import type pg from "pg";
import { LIMITS } from "@/lib/core/limits";

/**
 * Deletes one batch of events that are older than the retention time, and stores the last deleted id, so that consumers can be informed.
 * Events for which an enabled webhook has no delivery yet are not deleted, so that nothing is lost if no instance was running for a long
 * time.
 */
export async function pruneEvents(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ gone: number }>(
    `with gone as (
       delete from event where id in (
         select id from event where event.at < now() - make_interval(days => $2) and not exists (
           select from webhook
           where webhook.space_id = event.space_id and webhook.disabled_at is null and webhook.last_event_id < event.id)
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
