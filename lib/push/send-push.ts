import webPush from "web-push";
import { LIMITS } from "@/lib/core/limits";
import { type Posted, postMessage } from "@/lib/outbound/post-message";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { PUSH_BOUNDS, type PushBounds } from "./check-push-target";
import { readPushKey } from "./push-key";
import { openTarget } from "./push-target";

/** What a notification shows, and the path of this site that it opens. */
export interface PushMessage {
  title: string;
  body: string;
  path: string;
}

/**
 * Sends one message to the push service of a browser: encrypted for the browser (RFC 8291), signed with the installation's key (RFC 8292),
 * over a connection whose address is checked. Throws `corrupt` if a stored key cannot be opened.
 * @param sent.topic a later message with the same topic replaces this one, while the browser is not reached
 * @param sent.keptSeconds how long the push service keeps it
 */
export async function sendPush(
  ctx: Context,
  sent: {
    subscription: { id: string; targetSealed: string };
    message: PushMessage;
    topic: string;
    keptSeconds: number;
  },
  bounds: PushBounds = PUSH_BOUNDS,
): Promise<Posted> {
  const { id, targetSealed } = sent.subscription;
  const { endpoint, ...keys } = openTarget(ctx.services.secretBox, id, targetSealed);
  const key = await readPushKey(ctx);
  const request = webPush.generateRequestDetails({ endpoint, keys }, JSON.stringify(sent.message), {
    vapidDetails: { subject: subject(env().publicUrl), ...key },
    TTL: Math.max(0, Math.min(Math.round(sent.keptSeconds), LIMITS.pushKeptSecondsMax)),
    topic: sent.topic,
    contentEncoding: "aes128gcm",
  });
  return postMessage({
    url: endpoint,
    headers: request.headers as Record<string, string>,
    body: request.body ?? Buffer.alloc(0),
    timeoutMs: LIMITS.pushAttemptMs,
    reach: bounds.reach,
    resolve: bounds.resolve,
  });
}

/** Whom a push service asks about this installation. Some services refuse an address without TLS. */
function subject(publicUrl: string): string {
  const { protocol, origin, hostname } = new URL(publicUrl);
  return protocol === "https:" ? origin : `mailto:roomkeeper@${hostname}`;
}
