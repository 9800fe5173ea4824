import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { auditWebhook, holdWebhook } from "./hold-webhook";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Turns a webhook off: nothing is sent until it is turned on again, and what happens meanwhile is missed or caught up with, as
 * is chosen then. One that is off stays as it is. Throws `not_found`.
 */
export async function disableWebhook(ctx: Context, input: { id: string }): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = await holdWebhook(db, input.id);
    if (webhook.disabledAt) return;
    await db.query(
      "update webhook set disabled_at = now(), disabled_reason = 'admin' where id = $1",
      [webhook.id],
    );
    await auditWebhook(db, ctx, webhook, { action: "disable", because: "admin" });
  });
}
