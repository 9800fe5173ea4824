import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Turns a webhook off. Nothing is sent until it is turned on again; then the admin chooses whether to send the missed events. Does
 * nothing if it is off already. Throws `not_found`.
 */
export async function disableWebhook(ctx: Context, input: { id: string }): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    if (webhook.disabledAt) return;
    await db.query(
      "update webhook set disabled_at = now(), disabled_reason = 'admin' where id = $1",
      [webhook.id],
    );
    await auditWebhook(db, ctx, webhook, { action: "disable", because: "admin" });
  });
}
