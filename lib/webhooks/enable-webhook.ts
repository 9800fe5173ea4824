import { readEventBounds } from "@/lib/event-feed/read-events";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/** Whether to send only new events, or also those that were not delivered since the webhook started to fail or was turned off. */
export type EnableFrom = "now" | "missed";

/**
 * Turns a webhook on again. With `missed`, it sends waiting deliveries, those given up since it started to fail, and events from while it
 * was off, as far as they are still stored. With `now`, all of these are given up. Throws `not_found`.
 */
export async function enableWebhook(
  ctx: Context,
  input: { id: string; from: EnableFrom },
): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    if (!webhook.disabledAt) return;
    if (input.from === "missed") {
      await db.query(
        `update webhook_delivery set state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = null,
           claim = null, claimed_until = null
         where webhook_id = $1 and event_id is not null
           and (state = 'pending' or (state = 'failed' and finished_at >= $2))`,
        [webhook.id, webhook.failingSince ?? webhook.disabledAt],
      );
    } else {
      await db.query(
        `update webhook_delivery set state = 'failed', finished_at = now(), claim = null, claimed_until = null
         where webhook_id = $1 and state = 'pending'`,
        [webhook.id],
      );
    }
    const { newest } = await readEventBounds(db);
    await db.query(
      `update webhook set disabled_at = null, disabled_reason = null, failing_since = null,
         last_event_id = case when $2 then greatest(last_event_id, $3) else last_event_id end
       where id = $1`,
      [webhook.id, input.from === "now", newest],
    );
    await auditWebhook(db, ctx, webhook, { action: "enable", from: input.from });
  });
}
