import { instantOf } from "@/lib/core/calendar";
import { isTimeZone } from "@/lib/core/time-zone";
import type { DeliveryState } from "./webhook";
import { replaySinceSchema } from "./webhook-schema";

/** The query parameters of the page of a webhook's messages. */
export interface DeliveriesQuery {
  state?: DeliveryState;
  cursor?: string;
  /** The time from which all messages will be sent again, ISO 8601 in UTC. The page shows it before that happens. */
  since?: string;
}

const STATES: readonly DeliveryState[] = ["pending", "delivered", "failed"];

/**
 * Reads the parameters of an address and ignores invalid ones. `since` is in the time zone `tz`, as the form sends it, or in UTC.
 */
export function readDeliveriesQuery(
  asked: Record<string, string | string[] | undefined>,
): DeliveriesQuery {
  const text = (name: string) => (typeof asked[name] === "string" ? asked[name] : undefined);
  return {
    state: STATES.find((state) => state === text("state")),
    cursor: text("cursor"),
    since: momentIn(text("tz") ?? "UTC", text("since") ?? ""),
  };
}

function momentIn(timeZone: string, text: string): string | undefined {
  const { data: moment } = replaySinceSchema.safeParse(text);
  if (!moment || text.endsWith("Z") || !isTimeZone(timeZone)) return moment?.toISOString();
  return new Date(instantOf(timeZone, text)).toISOString();
}

/** The address of the page. */
export function deliveriesAddress(id: string, query: DeliveriesQuery = {}): string {
  const given = Object.entries(query).filter(([, value]) => value) as [string, string][];
  const search = new URLSearchParams(given).toString();
  return `/admin/webhooks/${id}${search ? `?${search}` : ""}`;
}
