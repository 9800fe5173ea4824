import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { previousSecretPlace, secretPlace } from "./webhook";
import { auditWebhook, type LockedWebhook, readWebhookForUpdate } from "./webhook-for-update";
import { requireWebhookAdmin } from "./webhook-policy";
import { newWebhookSecret } from "./webhook-secret";

/**
 * Gives a webhook a new secret, which is returned only here. For a day, messages are also signed with the former secret, so that the
 * receiver can change to the new one without refusing messages. Throws `not_found`.
 */
export async function rotateWebhookSecret(
  ctx: Context,
  input: { id: string },
): Promise<{ secret: string; url: string }> {
  requireWebhookAdmin(ctx.actor);
  const { secretBox } = ctx.services;
  const secret = newWebhookSecret();
  return joinTransaction(ctx, async (db) => {
    const webhook = await readWebhookForUpdate(db, input.id);
    await db.query(
      `update webhook set secret_sealed = $2, previous_secret_sealed = $3,
         previous_secret_until = case when $3::text is not null then now() + make_interval(hours => $4) end
       where id = $1`,
      [
        webhook.id,
        secretBox.seal(secret, secretPlace(webhook.id)),
        resealed(ctx, webhook),
        LIMITS.webhookOverlapHours,
      ],
    );
    await auditWebhook(db, ctx, webhook, { action: "rotate" });
    return { secret, url: webhook.url };
  });
}

/** The present secret, bound to the column of former ones; null when it cannot be opened any more. */
function resealed(ctx: Context, { id, secretSealed }: LockedWebhook): string | null {
  const { secretBox } = ctx.services;
  try {
    return secretBox.seal(secretBox.open(secretSealed, secretPlace(id)), previousSecretPlace(id));
  } catch {
    return null;
  }
}
