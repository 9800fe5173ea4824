import { RoomkeeperError } from "@/lib/core/errors";
import type { HeldWebhook } from "./hold-webhook";

/** The webhook, if it is on: what is off sends nothing, so nothing can be sent again. Throws `conflict`. */
export function requireWebhookOn(webhook: HeldWebhook): HeldWebhook {
  if (!webhook.disabledAt) return webhook;
  throw new RoomkeeperError("conflict", "This webhook is off. Turn it on first.");
}
