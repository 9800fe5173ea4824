import { createHash } from "node:crypto";
import { addDays, instantOf, localTime } from "@/lib/core/calendar";
import { LIMITS } from "@/lib/core/limits";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a link can last: until noon of tomorrow, until noon in a week, or for a month. */
export const LINK_ENDS = ["tomorrow", "week", "month"] as const;
export type LinkEnd = (typeof LINK_ENDS)[number];

/** What the owner of a room decides about its link. */
export interface LinkSettings {
  /** Whether first names are shown. */
  showsNames: boolean;
  endsAt: Date;
}

/** A link after a change. */
export interface ChangedLink extends LinkSettings {
  roomId: string;
}

/** When a link ends that somebody in this time zone makes now. */
export function endOfLink(end: LinkEnd, timeZone: string, now: Date): Date {
  if (end === "month") return new Date(now.getTime() + LIMITS.groupLinkDays * DAY_MS);
  const { day } = localTime(timeZone, now.getTime());
  return new Date(instantOf(timeZone, `${addDays(day, end === "week" ? 7 : 1)}T12:00`));
}

/** The stored hash of a link's token. 128 random bits cannot be guessed, so the hash need not be slow. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Whether the text can be a token at all. */
export function isToken(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}

/** Where the sealed token is stored; see `SecretBox`. */
export function placeOfToken(room: { spaceId: string; id: string }): string {
  return `room_link.token/${room.spaceId}/${room.id}`;
}
