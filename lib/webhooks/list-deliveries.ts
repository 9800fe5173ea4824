import { decodeCursor, encodeCursor, timeCursorKey } from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import type { DeliveryState } from "./webhook";
import { requireWebhookAdmin } from "./webhook-policy";

/** One try. Times leave as ISO 8601. */
export interface AttemptLine {
  at: string;
  tookMs: number;
  status: number | null;
  error: string | null;
  /** The beginning of the answer. */
  response: string | null;
}

export interface DeliveryLine {
  id: string;
  type: string;
  /** Null for a test. */
  roomName: string | null;
  at: Date;
  state: DeliveryState;
  attempts: number;
  /** When it is tried next; null when it is not. */
  nextAttemptAt: Date | null;
  /** Newest first. */
  log: AttemptLine[];
}

export interface DeliveryPage {
  items: DeliveryLine[];
  nextCursor: string | null;
}

/** The messages of a webhook, newest first, each with its latest attempts. */
export async function listDeliveries(
  ctx: Context,
  input: { id: string; state?: DeliveryState; cursor?: string },
): Promise<DeliveryPage> {
  requireWebhookAdmin(ctx.actor);
  const purpose = `deliveries/${input.id}/${input.state ?? ""}`;
  const [at, id] = input.cursor ? decodeCursor(purpose, input.cursor, timeCursorKey) : [null, null];
  const limit = LIMITS.pageItemsDefault;
  const { rows } = await databaseOf(ctx).query<DeliveryLine>(
    `select delivery.id, delivery.type, delivery.payload #>> '{data,room,name}' as "roomName", delivery.at, delivery.state, delivery.attempts,
       case when delivery.state = 'pending' then delivery.next_attempt_at end as "nextAttemptAt",
       coalesce((select json_agg(json_build_object('at', attempt.at, 'tookMs', attempt.took_ms, 'status', attempt.status, 'error', attempt.error,
         'response', attempt.response)) from (select * from webhook_attempt where delivery_id = delivery.id
         order by id desc limit $6) attempt), '[]') as log
     from webhook_delivery delivery
     where delivery.webhook_id = $1 and ($2::text is null or delivery.state = $2)
       and ($3::timestamptz is null or (delivery.at, delivery.id) < ($3, $4))
     order by delivery.at desc, delivery.id desc limit $5 + 1`,
    [input.id, input.state ?? null, at, id, limit, LIMITS.webhookAttemptsShown],
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last ? encodeCursor(purpose, [last.at.toISOString(), last.id]) : null,
  };
}
