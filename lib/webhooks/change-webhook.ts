import type { EventType } from "@/lib/event-feed/event";
import type { Resolve } from "@/lib/outbound/resolve-host";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { checkTarget } from "./check-target";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Changes a webhook's address and its event types. At a new address, waiting messages start again with their first
 * attempt, and failures at the former address no longer count. Throws `not_found`, or `invalid_document` for an address that must not be called.
 */
export async function changeWebhook(
  ctx: Context,
  input: { id: string; url: string; eventTypes: readonly EventType[]; allowPrivate: boolean },
  resolve?: Resolve,
): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  const url = await checkTarget(input.url, input.allowPrivate, resolve);
  await joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    await db.query(
      "update webhook set url = $2, event_types = $3, allow_private = $4 where id = $1",
      [input.id, url, input.eventTypes, input.allowPrivate],
    );
    if (url !== webhook.url) {
      await db.query("update webhook set failing_since = null where id = $1", [input.id]);
      // Clearing the claim keeps a failed attempt at the former address from counting against the new one.
      await db.query(
        `update webhook_delivery set attempts = 0, next_attempt_at = now(), claim = null, claimed_until = null
         where webhook_id = $1 and state = 'pending'`,
        [input.id],
      );
    }
    await auditWebhook(
      db,
      ctx,
      { ...webhook, url },
      {
        action: "change",
        eventTypes: input.eventTypes,
        allowPrivate: input.allowPrivate,
      },
    );
  });
}
