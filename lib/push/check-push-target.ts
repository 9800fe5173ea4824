import { ECDH } from "node:crypto";
import { RoomkeeperError } from "@/lib/core/errors";
import { checkHost } from "@/lib/outbound/check-host";
import { type Resolve, resolveBySystem } from "@/lib/outbound/resolve-host";
import { type Reach, readTarget } from "@/lib/outbound/target";
import type { PushTarget } from "./push-target";

/** What a push message may reach, and by which protocol. Tests reach this machine; the product never does. */
export interface PushBounds {
  reach: Reach;
  resolve: Resolve;
  protocol: "https:" | "http:";
}

/** The public internet, over TLS: the address comes from a browser, so it is trusted no more than a webhook's. */
export const PUSH_BOUNDS: PushBounds = {
  reach: { privateNetwork: false, loopback: false },
  resolve: resolveBySystem,
  protocol: "https:",
};

/**
 * Checks what a browser sent as its subscription, and returns it with the address as it is called. Throws `invalid_document`. The refusal
 * does not say what the host resolves to, because people who are no admins may see it.
 */
export async function checkPushTarget(
  target: PushTarget,
  bounds: PushBounds = PUSH_BOUNDS,
): Promise<PushTarget> {
  const url = readTarget(target.endpoint);
  if (url.protocol !== bounds.protocol || !isPublicKey(target.p256dh) || !isSecret(target.auth)) {
    throw refusedTarget("This is not the subscription of a browser.");
  }
  try {
    await checkHost(url, bounds);
  } catch {
    throw refusedTarget("The push service of this browser cannot be reached from here.");
  }
  return { ...target, endpoint: url.href };
}

function refusedTarget(message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_document", message, {
    fields: [{ pointer: "/endpoint", message }],
  });
}

/** Whether the text is a point of P-256, uncompressed, in base64url. */
function isPublicKey(text: string): boolean {
  try {
    const bytes = Buffer.from(text, "base64url");
    ECDH.convertKey(bytes, "prime256v1");
    return bytes.byteLength === 65 && bytes.toString("base64url") === text;
  } catch {
    return false;
  }
}

function isSecret(text: string): boolean {
  const bytes = Buffer.from(text, "base64url");
  return bytes.byteLength === 16 && bytes.toString("base64url") === text;
}
