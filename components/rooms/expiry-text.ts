import { absoluteTime, span, zonedTime } from "@/components/ui/time-text";
import { capitalised, daysText } from "@/lib/core/day-text";
import { DAY_MS } from "@/lib/rooms/expiry";
import type { RoomRecord } from "@/lib/rooms/room-record";
import { quietPeriodEnd, startsAgain } from "./quiet-period";

type Rule = Pick<
  RoomRecord,
  | "expiryKind"
  | "idleDays"
  | "spaceIdleDays"
  | "trashDays"
  | "keepUntil"
  | "expiresAt"
  | "touchedAt"
>;

/**
 * "Leaves on Thursday 31 December 2026, in 42 days." or on its last day "Leaves today at 21:05 UTC, in 3 h.". Times are in the viewer's
 * zone.
 */
export function leavesSentence(expiresAt: Date | null, now: Date): string {
  if (!expiresAt) return "Kept for ever.";
  const remaining = span(expiresAt.getTime() - now.getTime()) ?? "a moment";
  const day = absoluteTime(expiresAt, "day");
  if (expiresAt.getTime() - now.getTime() > 1.5 * DAY_MS) {
    const days = Math.round((expiresAt.getTime() - now.getTime()) / DAY_MS);
    return `Leaves on ${day}, in ${days.toLocaleString("en-US")} days.`;
  }
  const isToday = day === absoluteTime(now, "day");
  return `Leaves ${isToday ? "today" : `on ${day}`} at ${zonedTime(expiresAt, "clock")}, in ${remaining}.`;
}

/** What extending does to a room that leaves by its rule. */
export function extendSentence({ expiryKind }: Pick<Rule, "expiryKind">): string {
  if (expiryKind === "date") return "Extending moves this date.";
  return "Extending moves this day: the room then stays at least until the new one, even if nobody saves it. A later save can only move it further.";
}

/** The rule that applies: "The space’s rule: six quiet weeks, then thirty days in the trash." */
export function ruleNote(rule: Rule): string {
  const then = `then ${daysText(rule.trashDays)} in the trash`;
  if (rule.expiryKind === "never") return "Kept for ever, whatever the space’s rule says.";
  if (rule.expiryKind === "date") return `A date of its own, ${then}.`;
  const days = rule.expiryKind === "idle" ? rule.idleDays : rule.spaceIdleDays;
  const whose = rule.expiryKind === "idle" ? "Its own rule" : "The space’s rule";
  if (days === null) return `${whose}: rooms are kept for ever.`;
  return `${whose}: ${daysText(days, "quiet")}, ${then}.`;
}

/** Why the room expires at that time, and what changes that time, in two or three sentences. */
export function whySentence(rule: Rule): string {
  const after = `after that it waits ${daysText(rule.trashDays)} in the trash, where you can still restore it.`;
  if (!rule.expiresAt) return "It does not leave by itself. You can still delete it.";
  if (rule.expiryKind === "date") {
    return `The date was picked for this room, and saves do not move it; ${after}`;
  }
  const days = (rule.expiryKind === "idle" ? rule.idleDays : rule.spaceIdleDays) ?? 0;
  const period = daysText(days);
  const quietEnd = rule.touchedAt.getTime() + days * DAY_MS;
  if (rule.keepUntil && rule.keepUntil.getTime() > quietEnd) {
    return `It was extended: whatever happens, it stays until then. Every save keeps it for at least ${period} from that save; ${after}`;
  }
  return `${capitalised(quietPeriodEnd(period))}. ${startsAgain(period)}; ${after}`;
}
