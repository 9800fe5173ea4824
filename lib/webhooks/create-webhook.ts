import { recordAudit } from "@/lib/audit/record-audit";
import { createdByOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { EventType } from "@/lib/event-feed/event";
import { readEventBounds } from "@/lib/event-feed/read-events";
import type { Resolve } from "@/lib/outbound/resolve-host";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { checkTarget } from "./check-target";
import { hostOf, secretPlace } from "./webhook";
import { requireWebhookAdmin } from "./webhook-policy";
import { newWebhookSecret } from "./webhook-secret";

export interface NewWebhook {
  spaceId: string;
  url: string;
  /** Empty for all. */
  eventTypes: readonly EventType[];
  /** Whether the admin says that it is in their own network. */
  allowPrivate: boolean;
}

/**
 * Creates a webhook, which sends the space's events from now on to a URL. The secret is returned only here, and stored sealed. Throws
 * `invalid_document` for a URL that webhooks may not reach, and `conflict` if the space does not exist or has too many webhooks.
 */
export async function createWebhook(
  ctx: Context,
  input: NewWebhook,
  resolve?: Resolve,
): Promise<{ id: string; secret: string; url: string }> {
  requireWebhookAdmin(ctx.actor);
  const url = await checkTarget(input.url, input.allowPrivate, resolve);
  const secret = newWebhookSecret();
  const id = newId("wh");
  const sealed = ctx.services.secretBox.seal(secret, secretPlace(id));
  await joinTransaction(ctx, async (db) => {
    const { newest } = await readEventBounds(db);
    const made = await db.query(
      `insert into webhook (id, space_id, url, event_types, allow_private, secret_sealed, last_event_id, created_by, created_by_id)
       select $1, space.id, $3, $4, $5, $6, $7, $8, $9 from space
       where space.id = $2 and (select count(*) from webhook where webhook.space_id = $2) < $10`,
      [
        ...[id, input.spaceId, url, input.eventTypes, input.allowPrivate, sealed, newest],
        ...[...createdByOf(ctx.actor), LIMITS.webhooksPerSpaceMax],
      ],
    );
    if (made.rowCount === 0) {
      throw new RoomkeeperError("conflict", "There is no such space, or it has too many webhooks.");
    }
    await recordAudit(db, ctx, {
      action: "webhook.create",
      outcome: "done",
      spaceId: input.spaceId,
      subject: hostOf(url),
      detail: { webhookId: id, eventTypes: input.eventTypes, allowPrivate: input.allowPrivate },
    });
  });
  return { id, secret, url };
}
