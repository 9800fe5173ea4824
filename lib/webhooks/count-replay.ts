import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import { requireWebhookAdmin } from "./webhook-policy";

export interface ReplayCount {
  /** How many messages would be sent, counted up to one more than the maximum. */
  messages: number;
  /** Whether these are more than can be sent again at once. */
  isTooMany: boolean;
}

/**
 * Finds the events of a webhook `w` from a time on that it can be told of: its types, since it was made. `$2` is the time, `$3` the kinds
 * of rooms.
 */
export const REPLAYED_EVENTS = `event.space_id = webhook.space_id and event.at >= greatest($2, webhook.created_at) and event.id <= webhook.last_event_id
  and event.kind = any ($3) and (webhook.event_types = '{}' or event.type = any (webhook.event_types))`;

/**
 * Finds the messages that a replay sends: those that there are from a time on, and those of kept events that were never made because
 * the webhook was off or not told of their type. `$1` is the webhook, `$2` the time, `$3` the kinds of rooms.
 */
const REPLAYED = `
  select delivery.event_id from webhook_delivery delivery
    where delivery.webhook_id = $1 and delivery.at >= $2 and delivery.event_id is not null
  union
  select event.id from event join webhook on ${REPLAYED_EVENTS} where webhook.id = $1`;

/** How many messages `replaySince` would send. Throws `not_found`. */
export async function countReplay(
  ctx: Context,
  input: { id: string; since: Date },
): Promise<ReplayCount> {
  requireWebhookAdmin(ctx.actor);
  const { rows } = await databaseOf(ctx).query<{ n: number | null }>(
    `select (select count(*)::int from (select 1 from (${REPLAYED}) replayed limit $4 + 1) counted) as n
     from webhook where id = $1`,
    [input.id, input.since, ctx.services.kinds, LIMITS.webhookReplayMax],
  );
  const messages = rows[0]?.n;
  if (messages === undefined || messages === null) {
    throw new RoomkeeperError("not_found", "There is no such webhook.");
  }
  return { messages, isTooMany: messages > LIMITS.webhookReplayMax };
}
