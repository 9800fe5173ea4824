import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Posted } from "@/lib/outbound/post-message";
import { systemContext } from "@/lib/runtime/context";
import type { Services } from "@/lib/runtime/services";
import { inTransaction } from "@/lib/runtime/transaction";
import type { Claimed } from "./claim-deliveries";
import { hostOf } from "./webhook";

export interface Attempted {
  claimed: Claimed;
  posted: Posted;
  /** Null when there is no further attempt. */
  retryAfterSeconds: number | null;
}

/**
 * Records an attempt and its result: delivered, due again later, or given up. A webhook is turned off if it answered 410, or if a
 * delivery is given up and no message was delivered for days. An attempt whose claim is gone (the delivery was
 * deleted, replayed, sent to a new address or claimed by another instance) changes nothing unless it succeeded.
 */
export async function recordAttempt(
  services: Services,
  { claimed, posted, retryAfterSeconds }: Attempted,
): Promise<void> {
  const isDelivered = posted.error === null;
  await inTransaction(services.pool, async (db) => {
    const updated = await db.query(
      `update webhook_delivery set
         state = case when $3 then 'delivered' when $4::float8 is null then 'failed' else 'pending' end,
         finished_at = case when $3 or $4 is null then clock_timestamp() end,
         next_attempt_at = case when $3 or $4 is null then next_attempt_at
           else clock_timestamp() + make_interval(secs => $4) end,
         claim = null, claimed_until = null
       where id = $1 and (claim = $2 or ($3 and state <> 'delivered'))`,
      [claimed.id, claimed.claim, isDelivered, retryAfterSeconds],
    );
    await db.query(
      `insert into webhook_attempt (delivery_id, took_ms, status, error, response)
       select id, $2, $3, $4, $5 from webhook_delivery where id = $1 for key share`,
      [claimed.id, posted.tookMs, posted.status, posted.error, posted.response],
    );
    if (claimed.isTest || updated.rowCount === 0) return;
    if (isDelivered) {
      await db.query(
        "update webhook set failing_since = null where id = $1 and failing_since is not null and disabled_at is null",
        [claimed.webhookId],
      );
      return;
    }
    await db.query(
      "update webhook set failing_since = now() where id = $1 and failing_since is null",
      [claimed.webhookId],
    );
    if (retryAfterSeconds === null) await turnOff(services, db, claimed, posted.status === 410);
  });
  if (isDelivered) await recordLastDelivery(services, claimed.webhookId);
}

/**
 * Stores that a message was delivered now, precise to a second. A statement of its own, because it would lock the webhook's row for
 * every message, and because verbs lock that row before deliveries.
 */
async function recordLastDelivery({ pool }: Services, webhookId: string): Promise<void> {
  await pool.query(
    `update webhook set last_delivered_at = now()
     where id = $1 and (last_delivered_at is null or last_delivered_at < now() - interval '1 second')`,
    [webhookId],
  );
}

async function turnOff(
  services: Services,
  db: PoolClient,
  claimed: Claimed,
  isGone: boolean,
): Promise<void> {
  const { rows } = await db.query<{ space_id: string; failing_since: Date | null }>(
    `update webhook set disabled_at = now(), disabled_reason = case when $2 then 'gone' else 'failing' end
     where id = $1 and disabled_at is null and ($2 or failing_since <= now() - make_interval(days => $3))
     returning space_id, failing_since`,
    [claimed.webhookId, isGone, LIMITS.webhookFailingDays],
  );
  const [off] = rows;
  if (!off) return;
  const ctx = systemContext(services, "Webhooks", newId("rq"));
  await recordAudit(db, ctx, {
    action: "webhook.disable",
    outcome: "done",
    spaceId: off.space_id,
    subject: hostOf(claimed.url),
    detail: {
      webhookId: claimed.webhookId,
      because: isGone ? "gone" : "failing",
      failingSince: off.failing_since?.toISOString() ?? null,
    },
  });
}
