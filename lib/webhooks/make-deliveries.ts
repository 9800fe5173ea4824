import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";

/**
 * An event as the JSON text of a message, from a row `e` of `event`; the same facts in the same order as `eventOf`. Type `json`
 * keeps the order, and with it the bytes that are signed.
 */
export const MESSAGE_OF_EVENT = `json_build_object(
  'type', e.type, 'timestamp', ${iso("e.at")},
  'data', json_build_object('id', e.id::text, 'type', e.type, 'at', ${iso("e.at")},
    'room', json_build_object('kind', e.kind, 'name', e.room_name, 'id', e.room_id,
      'createdAt', ${iso("e.room_created_at")}, 'version', e.version),
    'data', e.data))`;

/** A new delivery's id: 122 random bits, in the database because thousands are made in one statement. */
export const NEW_MESSAGE_ID = "'msg_' || replace(gen_random_uuid()::text, '-', '')";

/**
 * Makes deliveries for the new events of every enabled webhook, and advances its last event id in the same statement, so that a crash
 * cannot lose events. Skips webhooks that another instance is processing, and those with too many waiting deliveries. Resolves with the
 * number of processed events; 0 means that there is nothing more to do.
 */
export async function makeDeliveries(db: Queryable, kinds: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ seen: number }>(
    `with held as (
       select w.id, w.space_id, w.event_types, w.last_event_id from webhook w
       where w.disabled_at is null
         and exists (select from event e where e.space_id = w.space_id and e.id > w.last_event_id)
         and (select count(*) from (select from webhook_delivery d
           where d.webhook_id = w.id and d.state = 'pending' limit $2) waiting) < $2
       for no key update of w skip locked
     ), news as (
       select w.id as webhook_id, w.event_types, e.* from held w cross join lateral (
         select * from event e where e.space_id = w.space_id and e.id > w.last_event_id order by e.id limit $1) e
     ), made as (
       insert into webhook_delivery (id, webhook_id, event_id, type, at, payload)
       select ${NEW_MESSAGE_ID}, e.webhook_id, e.id, e.type, e.at, ${MESSAGE_OF_EVENT} from news e
       where e.kind = any ($3) and (e.event_types = '{}' or e.type = any (e.event_types))
       order by e.id
       on conflict (webhook_id, event_id) do nothing
     ), moved as (
       update webhook w set last_event_id = n.reached
       from (select webhook_id, max(id) as reached from news group by 1) n where w.id = n.webhook_id
     )
     select count(*)::int as seen from news`,
    [LIMITS.webhookFanOutEvents, LIMITS.webhookPendingMax, kinds],
  );
  return rows[0]?.seen ?? 0;
}

function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
