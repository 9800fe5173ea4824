import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { requireWebhookOn } from "./require-webhook-on";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Sends one message again now, with the same id, so that a receiver can recognize it. A waiting message is sent immediately. An attempt
 * that is in flight loses its claim, so that its failure cannot postpone the replay. Throws `not_found`, or `conflict` while the webhook
 * is off.
 */
export async function replayDelivery(
  ctx: Context,
  input: { id: string; deliveryId: string },
): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  await joinTransaction(ctx, async (db) => {
    const webhook = requireWebhookOn(await readWebhookForUpdate(db, input.id));
    const { rowCount } = await db.query(
      `update webhook_delivery set state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = null,
         claim = null, claimed_until = null
       where id = $1 and webhook_id = $2`,
      [input.deliveryId, webhook.id],
    );
    if (rowCount === 0) throw new RoomkeeperError("not_found", "There is no such message.");
    const detail = { messageId: input.deliveryId, deliveries: 1 };
    await auditWebhook(db, ctx, webhook, { action: "replay", ...detail });
  });
}
