import { Webhook } from "standardwebhooks";
import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import { type Posted, postMessage } from "@/lib/outbound/post-message";
import { type Resolve, resolveBySystem } from "@/lib/outbound/resolve-host";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";
import type { Claimed } from "./claim-deliveries";
import { recordAttempt } from "./record-attempt";
import { previousSecretPlace, retryDelaySeconds, secretPlace } from "./webhook";
import { reachOf, wayToAllow } from "./webhook-target";

/** Options that tests use to shorten waits and to change how hosts are resolved. */
export interface Delivering {
  timeoutMs?: number;
  /** Factor of every wait between attempts. */
  waitScale?: number;
  resolve?: Resolve;
  signal?: AbortSignal;
}

/**
 * Makes one attempt of a claimed delivery and records its result. Throws only if the result cannot be recorded; the delivery is then
 * attempted again, although the receiver may have got it.
 */
export async function attemptDelivery(
  services: Services,
  claimed: Claimed,
  how: Delivering = {},
): Promise<Posted> {
  const posted = await post(services, claimed, how);
  // If this instance is stopping, the receiver has not failed. The delivery is due again when its claim expires.
  if (how.signal?.aborted && posted.status === null) return posted;
  const delay = retryDelaySeconds(claimed.attempts, {
    asked: posted.retryAfterSeconds,
    fraction: randomFraction(),
  });
  const isLast = delay === null || claimed.isTest || posted.status === 410;
  const retryAfterSeconds = isLast ? null : delay * (how.waitScale ?? 1);
  await recordAttempt(services, { claimed, posted, retryAfterSeconds });
  return posted;
}

async function post(services: Services, claimed: Claimed, how: Delivering): Promise<Posted> {
  const body = JSON.stringify(claimed.payload);
  let headers: Record<string, string>;
  try {
    headers = headersOf(services, claimed, body);
  } catch {
    // The secret was sealed with one that this instance does not have.
    const error = "Its secret could not be opened here. Rotate it.";
    return { status: null, error, response: null, retryAfterSeconds: undefined, tookMs: 0 };
  }
  const setting = env().webhooksAllowPrivate;
  return postMessage({
    url: claimed.url,
    headers,
    body,
    reach: reachOf(claimed.allowPrivate, setting),
    wayToAllow: (address) => wayToAllow(address, setting),
    resolve: how.resolve ?? resolveBySystem,
    timeoutMs: how.timeoutMs ?? LIMITS.webhookAttemptMs,
    signal: how.signal,
  });
}

/** Headers of https://www.standardwebhooks.com; while a secret is being rotated, both sign. */
function headersOf(
  { secretBox }: Services,
  claimed: Claimed,
  body: string,
): Record<string, string> {
  const { webhookId, previousSecretSealed: previous } = claimed;
  const secrets = [secretBox.open(claimed.secretSealed, secretPlace(webhookId))];
  if (previous) secrets.push(secretBox.open(previous, previousSecretPlace(webhookId)));
  const at = now();
  return {
    "content-type": "application/json",
    "user-agent": "Roomkeeper-Webhooks/1",
    "webhook-id": claimed.id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets
      .map((secret) => new Webhook(secret).sign(claimed.id, at, body))
      .join(" "),
  };
}
