import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/** Deletes a webhook with its secret, its deliveries and their attempts. Throws `not_found`. */
export async function deleteWebhook(ctx: Context, input: { id: string }): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    await db.query("delete from webhook where id = $1", [webhook.id]);
    await auditWebhook(db, ctx, webhook, { action: "delete" });
  });
}
