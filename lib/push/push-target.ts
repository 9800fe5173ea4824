import type { SecretBox } from "@/lib/core/secret-box";

/** Where a browser gets its messages, and its keys, as the browser names them (RFC 8291). */
export interface PushTarget {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Whoever knows a target can send to the browser, so it is stored encrypted for its row. */
export function sealTarget(secretBox: SecretBox, id: string, target: PushTarget): string {
  const { endpoint, p256dh, auth } = target;
  return secretBox.seal(JSON.stringify({ endpoint, p256dh, auth }), placeOf(id));
}

/** Throws `corrupt` if the text was altered or sealed with an unknown secret. */
export function openTarget(secretBox: SecretBox, id: string, sealed: string): PushTarget {
  return JSON.parse(secretBox.open(sealed, placeOf(id))) as PushTarget;
}

function placeOf(id: string): string {
  return `push_subscription.target/${id}`;
}
