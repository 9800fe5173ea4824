import { now } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Posted } from "@/lib/outbound/post-message";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { attemptDelivery, type Delivering } from "./attempt-delivery";
import { CLAIMED_COLUMNS, type Claimed } from "./claim-deliveries";
import { NEW_MESSAGE_ID } from "./make-deliveries";
import { TEST_TYPE } from "./webhook";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Sends a message of type `webhook.test` and resolves with the result, also if the webhook is off. It is attempted once and does not
 * count as a success or failure of the webhook. Throws `not_found`.
 */
export async function sendTestWebhook(
  ctx: Context,
  input: { id: string },
  how?: Delivering,
): Promise<Posted> {
  requireWebhookAdmin(ctx.actor);
  const claimed = await joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    const at = now();
    const payload = {
      type: TEST_TYPE,
      timestamp: at.toISOString(),
      data: { webhookId: webhook.id, sentBy: "name" in ctx.actor ? ctx.actor.name : null },
    };
    const { rows } = await db.query<Claimed>(
      `with delivery as (
         insert into webhook_delivery (id, webhook_id, type, at, payload, attempts, claim, claimed_until)
         values (${NEW_MESSAGE_ID}, $1, $2, $3, $4, 1, $5, now() + make_interval(secs => $6::float8 / 1000)) returning *
       ) select ${CLAIMED_COLUMNS} from delivery join webhook on webhook.id = delivery.webhook_id`,
      [webhook.id, TEST_TYPE, at, JSON.stringify(payload), newId("cl"), LIMITS.webhookClaimMs],
    );
    await auditWebhook(db, ctx, webhook, { action: "test" });
    const [made] = rows;
    if (!made) throw new Error("An insert of one row returned none.");
    return made;
  });
  return attemptDelivery(ctx.services, claimed, how);
}
