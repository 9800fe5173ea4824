import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { countReplay, REPLAYED_EVENTS } from "./count-replay";
import { MESSAGE_OF_EVENT, NEW_MESSAGE_ID } from "./make-deliveries";
import { requireWebhookOn } from "./require-webhook-on";
import { auditWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Sends again every message since a time, delivered or not, each with the id it had; and for the first time those of kept events
 * that it was never told of, except events from before the webhook was made. Resolves with how many. Throws `not_found`, or `conflict` while it is off or when they are too many.
 */
export async function replaySince(
  ctx: Context,
  input: { id: string; since: Date },
): Promise<{ messages: number }> {
  requireWebhookAdmin(ctx.actor);
  return joinTransaction(ctx, async (db) => {
    const webhook = requireWebhookOn(await readWebhookForUpdate(db, input.id));
    const inside = { ...ctx, transaction: { db, afterwards: [] } };
    const { messages, isTooMany } = await countReplay(inside, input);
    if (isTooMany) {
      const most = LIMITS.webhookReplayMax;
      throw new RoomkeeperError("conflict", `More than ${most} at once: take a later time.`);
    }
    const bounds = [webhook.id, input.since];
    await db.query(
      `update webhook_delivery set state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = null,
         claim = null, claimed_until = null
       where webhook_id = $1 and at >= $2 and event_id is not null`,
      bounds,
    );
    await db.query(
      `insert into webhook_delivery (id, webhook_id, event_id, type, at, payload)
       select ${NEW_MESSAGE_ID}, webhook.id, event.id, event.type, event.at, ${MESSAGE_OF_EVENT}
       from webhook join event on ${REPLAYED_EVENTS} where webhook.id = $1
       order by event.id on conflict (webhook_id, event_id) do nothing`,
      [...bounds, ctx.services.kinds],
    );
    const since = input.since.toISOString();
    await auditWebhook(db, ctx, webhook, { action: "replay", since, deliveries: messages });
    return { messages };
  });
}
