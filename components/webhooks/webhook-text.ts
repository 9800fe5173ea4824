import { span } from "@/components/ui/time-text";
import { now } from "@/lib/core/clock";
import type { EventType } from "@/lib/event-feed/event";
import type { DeliveryState, WebhookSummary } from "@/lib/webhooks/webhook";

/** What each kind of event is called where an admin picks them. */
export const EVENT_TEXT: Record<EventType, string> = {
  "room.created": "Opened",
  "room.updated": "Changed",
  "room.matched": "People agreed",
  "room.locked": "Locked",
  "room.unlocked": "Unlocked",
  "room.rescheduled": "Expiry changed",
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

/** "told of everything" or "told of room.deleted and room.expired" */
export function toldOf(types: readonly string[]): string {
  if (types.length === 0) return "told of everything";
  if (types.length > 3) return `told of ${types.length} kinds of events`;
  return `told of ${types.join(", ").replace(/, ([^,]*)$/, " and $1")}`;
}

export interface StateText {
  /** "On", "Failing", "Off". */
  short: string;
  /** Why, in a sentence; empty when all is well. */
  why: string;
  isWrong: boolean;
}

/** How a webhook is, in words. */
export function stateText(webhook: WebhookSummary): StateText {
  const { disabledAt, disabledReason, failingSince } = webhook;
  if (disabledAt && disabledReason === "gone") {
    const why = "It answered 410 Gone: it wants no more.";
    return { short: "Turned off", why, isWrong: true };
  }
  if (disabledAt && disabledReason === "failing") {
    const why = `Nothing got through${forHow(failingSince, disabledAt)}, and a message was given up.`;
    return { short: "Turned off", why, isWrong: true };
  }
  if (disabledAt) return { short: "Off", why: "An admin turned it off.", isWrong: false };
  if (failingSince) {
    const why = `Nothing got through${forHow(failingSince, now())}. It is tried again and again for over a day.`;
    return { short: "Failing", why, isWrong: true };
  }
  return { short: "On", why: "", isWrong: false };
}

function forHow(since: Date | null, until: Date): string {
  const duration = since ? span(until.getTime() - since.getTime()) : null;
  return duration ? ` for ${duration}` : "";
}
