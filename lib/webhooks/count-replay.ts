import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { processContext } from "@/lib/runtime/process-context";
import { databaseOf } from "@/lib/runtime/transaction";
import { requireWebhookAdmin } from "./webhook-policy";

export interface ReplayCount {
  /** Messages that would be sent, never more than one above the bound. */
  messages: number;
  /** More than can be sent again at once. */
  isTooMany: boolean;
}

/**
 * The messages of a webhook since a time: those that there are, and those of kept events that were never made because it was off
 * or not there yet. `$1` is the webhook, `$2` the time, `$3` the kinds of rooms.
 */
export const REPLAYED = `
  select d.event_id from webhook_delivery d
    where d.webhook_id = $1 and d.at >= $2 and d.event_id is not null
  union
  select e.id from event e join webhook w on w.space_id = e.space_id
    where w.id = $1 and e.at >= $2 and e.id <= w.last_event_id and e.kind = any ($3)
      and (w.event_types = '{}' or e.type = any (w.event_types))`;

/** How many messages `replaySince` would send. Throws `not_found`. */
export async function countReplay(
  ctx: Context,
  input: { id: string; since: Date },
): Promise<ReplayCount> {
  requireWebhookAdmin(ctx.actor);
  const { rows } = await databaseOf(ctx).query<{ n: number | null }>(
    `select (select count(*)::int from (select 1 from (${REPLAYED}) r limit $4 + 1) counted) as n
     from webhook where id = $1`,
    [input.id, input.since, processContext().kinds, LIMITS.webhookReplayMax],
  );
  const messages = rows[0]?.n;
  if (messages === undefined || messages === null) {
    throw new RoomkeeperError("not_found", "There is no such webhook.");
  }
  return { messages, isTooMany: messages > LIMITS.webhookReplayMax };
}
