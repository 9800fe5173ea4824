import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import type { WebhookSummary } from "./webhook";
import { requireWebhookAdmin } from "./webhook-policy";

export interface ListedWebhook extends WebhookSummary {
  /** Messages that are still to be sent; counted no further than the bound. */
  waiting: number;
  /** When a message was delivered last, a test included. */
  lastDeliveredAt: Date | null;
}

const COLUMNS = `w.id, w.space_id as "spaceId", s.name as "spaceName", w.url, w.event_types as "eventTypes",
  w.allow_private as "allowPrivate", w.created_at as "createdAt", w.created_by as "createdBy",
  w.disabled_at as "disabledAt", w.disabled_reason as "disabledReason", w.failing_since as "failingSince",
  case when w.previous_secret_until > now() then w.previous_secret_until end as "previousSecretUntil",
  w.last_delivered_at as "lastDeliveredAt",
  (select count(*)::int from (select from webhook_delivery d
    where d.webhook_id = w.id and d.state = 'pending' limit $2) p) as waiting`;

/** Every webhook by space and age, or the one of the id; never a secret. */
export async function listWebhooks(
  ctx: Context,
  input: { id?: string } = {},
): Promise<ListedWebhook[]> {
  requireWebhookAdmin(ctx.actor);
  const { rows } = await databaseOf(ctx).query<ListedWebhook>(
    `select ${COLUMNS} from webhook w join space s on s.id = w.space_id
     where $1::text is null or w.id = $1 order by s.name, w.created_at, w.id limit $3`,
    [input.id ?? null, LIMITS.webhookPendingMax, LIMITS.bulkRoomsMax],
  );
  return rows;
}
