import { isTimeZone } from "@/lib/core/time-zone";
import type { VisitHeaders } from "@/lib/runtime/visit-origin";
import { readCookie, setCookie } from "@/lib/sessions/cookies";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The time zone that this browser sent, or null. */
export function zoneNamedBy(cookieHeader: string | null): string | null {
  const named = readCookie(cookieHeader, "zone") ?? "";
  return isTimeZone(named) ? named : null;
}

/**
 * The time zone of a visit: the account's choice, else this browser's, else the one that a browser of the account sent last, else UTC.
 * A browser without scripts sends none, so it gets the account's.
 */
export function zoneOf(
  account: { timeZoneFound: string | null; timeZoneChosen: string | null } | null,
  cookieHeader: string | null,
): string {
  const zones = [account?.timeZoneChosen, zoneNamedBy(cookieHeader), account?.timeZoneFound];
  return zones.find((zone) => zone && isTimeZone(zone)) ?? "UTC";
}

/** The Set-Cookie value that stores the time zone of this browser. */
export function zoneCookieFor(headers: VisitHeaders, timeZone: string): string {
  return setCookie(headers, "zone", timeZone, { maxAgeSeconds: YEAR_SECONDS });
}
