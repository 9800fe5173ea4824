import type { RoomEvent } from "@/lib/event-feed/event";

/** Seconds to wait after each failed attempt but the last; together over a day. */
export const RETRY_AFTER_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400] as const;

export const ATTEMPTS_MAX = RETRY_AFTER_SECONDS.length + 1;

/** The type of the message that an admin sends to try an address out. */
export const TEST_TYPE = "webhook.test";

export type DeliveryState = "pending" | "delivered" | "failed";

/** Who turned it off: an admin, the receiver with status 410, or Roomkeeper because no message was delivered for days. */
export type DisabledReason = "admin" | "gone" | "failing";

/** The body of a message, as https://www.standardwebhooks.com lays it out. */
export interface WebhookMessage {
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: RoomEvent | Record<string, unknown>;
}

/** A webhook as lists show it: everything but its secret. */
export interface WebhookSummary {
  id: string;
  spaceId: string;
  spaceName: string;
  url: string;
  /** Empty for all. */
  eventTypes: string[];
  allowPrivate: boolean;
  createdAt: Date;
  createdBy: string | null;
  disabledAt: Date | null;
  disabledReason: DisabledReason | null;
  /** Since when nothing got through; null while things do. */
  failingSince: Date | null;
  /** Until when the former secret signs as well. */
  previousSecretUntil: Date | null;
}

/**
 * Seconds until the next attempt after `attempts` attempts; null if there is no further one. With a little jitter, so that deliveries
 * that failed together are not repeated together.
 *
 * @param asked the receiver's Retry-After in seconds, which can only make it later
 * @param fraction in [0, 1)
 */
export function retryDelaySeconds(
  attempts: number,
  { asked = 0, fraction }: { asked?: number; fraction: number },
): number | null {
  const seconds = RETRY_AFTER_SECONDS[attempts - 1];
  return seconds === undefined ? null : Math.max(seconds * (0.9 + fraction * 0.2), asked);
}

/** The host of a receiver's URL, for places where the whole URL must not appear, because paths may contain secrets of the receiver. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

/** The rows and columns that sealed secrets are bound to. */
export const secretPlace = (id: string) => `webhook.secret/${id}`;
export const previousSecretPlace = (id: string) => `webhook.previous_secret/${id}`;
