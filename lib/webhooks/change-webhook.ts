import type { Context } from "@/lib/core/context";
import type { EventType } from "@/lib/events/event";
import { joinTransaction } from "@/lib/wire/transaction";
import { checkTarget } from "./check-target";
import { auditWebhook, holdWebhook } from "./hold-webhook";
import type { Resolve } from "./resolve-host";
import { requireWebhookAdmin } from "./webhook-policy";

/**
 * Changes where a webhook leads and what it is told of; what waits goes to the new address. Throws `not_found`, or
 * `invalid_document` for an address that is out of reach.
 */
export async function changeWebhook(
  ctx: Context,
  input: { id: string; url: string; eventTypes: readonly EventType[]; allowPrivate: boolean },
  resolve?: Resolve,
): Promise<void> {
  requireWebhookAdmin(ctx.actor);
  const url = await checkTarget(input.url, input.allowPrivate, resolve);
  await joinTransaction(ctx, async (db) => {
    const webhook = await holdWebhook(db, input.id);
    await db.query(
      "update webhook set url = $2, event_types = $3, allow_private = $4 where id = $1",
      [input.id, url, input.eventTypes, input.allowPrivate],
    );
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
