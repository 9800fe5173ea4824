import { newSecret } from "@/lib/core/ids";

const BYTES = 32;

/** A new symmetric secret as https://www.standardwebhooks.com writes it: `whsec_` and base64 of 32 random bytes. */
export function newWebhookSecret(): string {
  return `whsec_${Buffer.from(newSecret(BYTES), "base64url").toString("base64")}`;
}
