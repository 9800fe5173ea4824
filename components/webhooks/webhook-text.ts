import { span } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import type { EventType } from "@/lib/event-feed/event";
import type { DeliveryState, WebhookSummary } from "@/lib/webhooks/webhook";

/** The name of each kind of event in the form where an admin chooses them. */
export const EVENT_TEXT: Record<EventType, string> = {
  "room.created": "Opened",
  "room.updated": "Changed",
  "room.matched": "People agreed",
  "room.locked": "Locked",
  "room.unlocked": "Unlocked",
  "room.rescheduled": "Expiry changed",
  "room.expiring": "Leaves soon",
  "room.expired": "Time was up",
  "room.deleted": "Deleted",
  "room.replaced": "Replaced",
  "room.restored": "Restored",
  "room.purged": "Gone for good",
};

export const STATE_TEXT: Record<DeliveryState, string> = {
  pending: "Waiting",
  delivered: "Delivered",
  failed: "Given up",
};

/** "receives all events" or "receives room.deleted and room.expired" */
export function receivedText(types: readonly string[]): string {
  if (types.length === 0) return "receives all events";
  if (types.length > 3) return `receives ${types.length} kinds of events`;
  return `receives ${types.join(", ").replace(/, ([^,]*)$/, " and $1")}`;
}

export interface StateText {
  /** "On", "Failing", "Off". */
  short: string;
  /** Why, in a sentence; empty when all is well. */
  why: string;
  isWrong: boolean;
}

/** The state of a webhook as text. */
export function stateText(webhook: WebhookSummary): StateText {
  const { disabledAt, disabledReason, failingSince } = webhook;
  if (disabledAt && disabledReason === "gone") {
    const why = "It answered 410 Gone: it wants no more messages.";
    return { short: "Turned off", why, isWrong: true };
  }
  if (disabledAt && disabledReason === "failing") {
    const why = `No message was delivered${forHow(failingSince, disabledAt)}, and a message used up its attempts.`;
    return { short: "Turned off", why, isWrong: true };
  }
  if (disabledAt) return { short: "Off", why: "An admin turned it off.", isWrong: false };
  if (failingSince) {
    const why = `No message was delivered${forHow(failingSince, now())}. Each message is tried for over a day.`;
    return { short: "Failing", why, isWrong: true };
  }
  return { short: "On", why: "", isWrong: false };
}

function forHow(since: Date | null, until: Date): string {
  const duration = since ? span(until.getTime() - since.getTime()) : null;
  return duration ? ` for ${duration}` : "";
}
