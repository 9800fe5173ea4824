import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";

/**
 * An event as the JSON text of a message, from a row of `event`; the same facts in the same order as `eventOf`. Type `json`
 * keeps the order, and with it the bytes that are signed.
 */
export const MESSAGE_OF_EVENT = `json_build_object(
  'type', event.type, 'timestamp', ${iso("event.at")},
  'data', json_build_object('id', event.id::text, 'type', event.type, 'at', ${iso("event.at")},
    'room', json_build_object('kind', event.kind, 'name', event.room_name, 'id', event.room_id,
      'createdAt', ${iso("event.room_created_at")}, 'version', event.version),
    'data', event.data))`;

/** A new delivery's id: 122 random bits, in the database because thousands are made in one statement. */
export const NEW_MESSAGE_ID = "'msg_' || replace(gen_random_uuid()::text, '-', '')";

/**
 * Makes deliveries for the new events of every enabled webhook, and advances its last event id in the same statement, so that a crash
 * cannot lose events. Skips webhooks that another instance is processing, and those with too many waiting deliveries. Resolves with the
 * number of processed events; 0 means that there is nothing more to do.
 */
export async function makeDeliveries(db: Queryable, kinds: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ seen: number }>(
    `with ready as (
       select webhook.id, webhook.space_id, webhook.event_types, webhook.last_event_id from webhook
       where webhook.disabled_at is null
         and exists (select from event where event.space_id = webhook.space_id and event.id > webhook.last_event_id)
         and (select count(*) from (select from webhook_delivery delivery
           where delivery.webhook_id = webhook.id and delivery.state = 'pending' limit $2) waiting) < $2
       for no key update of webhook skip locked
     ), news as (
       select webhook.id as webhook_id, webhook.event_types, event.* from ready webhook cross join lateral (
         select * from event where event.space_id = webhook.space_id and event.id > webhook.last_event_id order by event.id limit $1) event
     ), made as (
       insert into webhook_delivery (id, webhook_id, event_id, type, at, payload)
       select ${NEW_MESSAGE_ID}, event.webhook_id, event.id, event.type, event.at, ${MESSAGE_OF_EVENT} from news event
       where event.kind = any ($3) and (event.event_types = '{}' or event.type = any (event.event_types))
       order by event.id
       on conflict (webhook_id, event_id) do nothing
     ), moved as (
       update webhook set last_event_id = news_of_webhook.reached
       from (select webhook_id, max(id) as reached from news group by 1) news_of_webhook where webhook.id = news_of_webhook.webhook_id
     )
     select count(*)::int as seen from news`,
    [LIMITS.webhookFanOutEvents, LIMITS.webhookPendingMax, kinds],
  );
  return rows[0]?.seen ?? 0;
}

function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
