import { readEventBounds } from "@/lib/event-feed/read-events";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { auditWebhook, holdWebhook } from "./hold-webhook";
import { requireWebhookAdmin } from "./webhook-policy";

/** From now on, or with everything that did not get through since it began to fail or was turned off. */
export type EnableFrom = "now" | "missed";

/**
 * Turns a webhook on again. With `missed`, what waits and what was given up since it began to fail is sent, and events that
 * happened while it was off are, as far as they are kept. With `now` all of that is given up. Throws `not_found`.
 */
export async function enableWebhook(
  ctx: Context,
  input: { id: string; from: EnableFrom },
): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = await holdWebhook(db, input.id);
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
