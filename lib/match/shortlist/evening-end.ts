import { addDays, instantOf, localTime } from "@/lib/core/calendar";

const AT_LEAST_MS = 6 * 60 * 60 * 1000;

/**
 * Until when a film that is picked at `atMs` stays picked: the first noon in the zone that is at least six hours later, so that a film
 * picked in the morning or after midnight is still there in its evening.
 */
export function eveningEnd(timeZone: string, atMs: number): number {
  const { day } = localTime(timeZone, atMs);
  const noon = instantOf(timeZone, `${day}T12:00`);
  return noon - atMs >= AT_LEAST_MS ? noon : instantOf(timeZone, `${addDays(day, 1)}T12:00`);
}
