import { isTimeZone } from "@/lib/core/time-zone";
import { readCookie, setCookie } from "@/lib/sessions/cookies";
import type { VisitHeaders } from "@/lib/wire/visit-origin";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The zone that this browser named, or null. */
export function zoneNamedBy(cookieHeader: string | null): string | null {
  const named = readCookie(cookieHeader, "zone") ?? "";
  return isTimeZone(named) ? named : null;
}

/**
 * The zone that times are shown in: the account's choice, this browser's, the one that a browser of the account named last,
 * UTC. Without scripts a browser names none, so the account's counts.
 */
export function zoneOf(
  account: { timeZoneFound: string | null; timeZoneChosen: string | null } | null,
  cookieHeader: string | null,
): string {
  const zones = [account?.timeZoneChosen, zoneNamedBy(cookieHeader), account?.timeZoneFound];
  return zones.find((zone) => zone && isTimeZone(zone)) ?? "UTC";
}

/** The Set-Cookie value that remembers what this browser named. */
export function zoneCookieFor(headers: VisitHeaders, timeZone: string): string {
  return setCookie(headers, "zone", timeZone, { maxAgeSeconds: YEAR_SECONDS });
}
