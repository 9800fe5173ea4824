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

const COLUMNS = `webhook.id, webhook.space_id as "spaceId", space.name as "spaceName", webhook.url, webhook.event_types as "eventTypes",
  webhook.allow_private as "allowPrivate", webhook.created_at as "createdAt", webhook.created_by as "createdBy",
  webhook.disabled_at as "disabledAt", webhook.disabled_reason as "disabledReason", webhook.failing_since as "failingSince",
  case when webhook.previous_secret_until > now() then webhook.previous_secret_until end as "previousSecretUntil",
  webhook.last_delivered_at as "lastDeliveredAt",
  (select count(*)::int from (select from webhook_delivery delivery
    where delivery.webhook_id = webhook.id and delivery.state = 'pending' limit $2) pending) as waiting`;

/** Every webhook by space and age, or the one of the id; never a secret. */
export async function listWebhooks(
  ctx: Context,
  input: { id?: string } = {},
): Promise<ListedWebhook[]> {
  requireWebhookAdmin(ctx.actor);
  const { rows } = await databaseOf(ctx).query<ListedWebhook>(
    `select ${COLUMNS} from webhook join space on space.id = webhook.space_id
     where $1::text is null or webhook.id = $1 order by space.name, webhook.created_at, webhook.id limit $3`,
    [input.id ?? null, LIMITS.webhookPendingMax, LIMITS.bulkRoomsMax],
  );
  return rows;
}
