import { now } from "@/lib/core/clock";
import { counted } from "@/lib/core/counted";
import { daysText } from "@/lib/core/day-text";
import { listed } from "@/lib/core/listed";
import { isTimeZone, zoneText } from "@/lib/core/time-zone";

const DAY_MS = 86_400_000;

/** What is known about a room that leaves, for the person who is told. */
export interface WarnedRoomFacts {
  leavesAt: Date;
  timeZone: string | null;
  expiryKind: string;
  lastActivityAt: Date;
  isUsed: boolean;
  ratingCount: number | null;
  matchCount: number | null;
  trashDays: number;
}

/** The sentences of a mail, for both of its parts. */
export interface WarningText {
  /** "on Sunday 29 November" */
  day: string;
  /** "Sunday 29 November 2026, 20:18 Vienna time (19:18 UTC), in 7 days" */
  moment: string;
  why: string;
  /** "12 ratings and 2 films agreed on"; empty if there is nothing in it. */
  content: string;
}

/** @param room.timeZone the person's; null if no browser of theirs has named one */
export function warningText(room: WarnedRoomFacts): WarningText {
  const { leavesAt, trashDays } = room;
  const zone = room.timeZone && isTimeZone(room.timeZone) ? room.timeZone : "UTC";
  const day = { weekday: "long", day: "numeric", month: "long" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const isUtc = zoneText(zone) === "UTC";
  const inUtc = isUtc ? "" : ` (${format(leavesAt, "UTC", clock)} UTC)`;
  const moment = `${format(leavesAt, zone, { ...day, year: "numeric" })}, ${format(leavesAt, zone, clock)}`;
  return {
    day: `on ${format(leavesAt, zone, day)}`,
    moment: `${moment} ${zoneText(zone)}${inUtc}, ${timeLeft(leavesAt)}`,
    why: `${whySentence(room, zone)} Left alone, it goes to the trash, where you can still restore it for ${daysText(trashDays)}.`,
    content: listed(
      [
        room.ratingCount ? counted(room.ratingCount, "rating") : "",
        room.matchCount ? `${counted(room.matchCount, "film")} agreed on` : "",
      ].filter(Boolean),
    ),
  };
}

function whySentence(
  { expiryKind, isUsed, lastActivityAt }: WarnedRoomFacts,
  zone: string,
): string {
  if (expiryKind === "date") return "This date was picked for it.";
  if (!isUsed) return "Nobody has used it since it was opened.";
  const day = { day: "numeric", month: "long", year: "numeric" } as const;
  return `Nobody has used it since ${format(lastActivityAt, zone, day)}.`;
}

function timeLeft(at: Date): string {
  const leftMs = at.getTime() - now().getTime();
  if (leftMs > 1.5 * DAY_MS) return `in ${Math.round(leftMs / DAY_MS)} days`;
  const hours = Math.max(1, Math.round(leftMs / 3_600_000));
  return `in ${counted(hours, "hour")}`;
}

function format(at: Date, timeZone: string, look: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...look, timeZone }).format(at).replace(",", "");
}
