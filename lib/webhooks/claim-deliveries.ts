import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { WebhookMessage } from "./webhook";

/** A delivery that this instance has claimed, with everything that an attempt needs. */
export interface Claimed {
  id: string;
  /** The id of the claim. The result is recorded only if the delivery still has it. */
  claim: string;
  /** Attempts including the one that begins now. */
  attempts: number;
  webhookId: string;
  url: string;
  allowPrivate: boolean;
  secretSealed: string;
  /** While it signs as well. */
  previousSecretSealed: string | null;
  payload: WebhookMessage;
  isTest: boolean;
  /** Whether the last attempt failed. */
  isFailing: boolean;
}

export const CLAIMED_COLUMNS = `delivery.id, delivery.claim, delivery.attempts, delivery.payload, delivery.event_id is null as "isTest",
  webhook.failing_since is not null as "isFailing", webhook.id as "webhookId", webhook.url,
  webhook.allow_private as "allowPrivate", webhook.secret_sealed as "secretSealed",
  case when webhook.previous_secret_until > now() then webhook.previous_secret_sealed end as "previousSecretSealed"`;

/**
 * Claims due deliveries for `claimMs`, so that no two instances make the same attempt. Claims of an instance that died expire by
 * themselves. A webhook has a few attempts in flight at once, counted over all instances, and only one after it has failed for
 * minutes. Failing webhooks get at most `failingLimit` of the places, chosen at random, so that dead receivers delay neither healthy
 * ones nor each other. Healthy and failing webhooks take turns, so that a webhook that works again is noticed.
 */
export async function claimDeliveries(
  db: Queryable,
  { limit, failingLimit, claimMs }: { limit: number; failingLimit: number; claimMs: number },
): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>(
    `with waiting as (
       select delivery.id, delivery.webhook_id, delivery.next_attempt_at, webhook.failing_since is not null as is_failing,
         case when webhook.failing_since is null then 0 else random() end as lot
       from webhook cross join lateral (
         select id, webhook_id, next_attempt_at from webhook_delivery
         where webhook_id = webhook.id and state = 'pending' and next_attempt_at <= now()
           and (claimed_until is null or claimed_until <= now())
         order by next_attempt_at
         limit greatest(0, case when webhook.failing_since < now() - interval '5 minutes' then 1 else $3::int end
           - (select count(*) from webhook_delivery other where other.webhook_id = webhook.id and other.state = 'pending'
               and other.claimed_until > now()))
         for no key update skip locked) delivery
       where webhook.disabled_at is null
     ), ranked as (
       select *, row_number() over (partition by is_failing order by lot, next_attempt_at) as place from waiting
     ), due as (
       select id, webhook_id from ranked where not is_failing or place <= $5
       order by place, is_failing limit $1
     )
     update webhook_delivery delivery set attempts = delivery.attempts + 1, claim = $4,
       claimed_until = now() + make_interval(secs => $2::float8 / 1000)
     from due, webhook where delivery.id = due.id and webhook.id = due.webhook_id returning ${CLAIMED_COLUMNS}`,
    [limit, claimMs, LIMITS.webhookInFlightMax, newId("cl"), failingLimit],
  );
  return rows;
}
