import { RoomkeeperError } from "@/lib/core/errors";
import type { LockedWebhook } from "./webhook-for-update";

/** Returns the webhook if it is on. Throws `conflict` if it is off, because then nothing can be sent again. */
export function requireWebhookOn(webhook: LockedWebhook): LockedWebhook {
  if (!webhook.disabledAt) return webhook;
  throw new RoomkeeperError("conflict", "This webhook is off. Turn it on first.");
}
