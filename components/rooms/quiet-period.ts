import { capitalised } from "@/lib/core/day-text";

const AGAIN = "and about once an hour so do people who are connected";

/** When a quiet period ends: "90 days after its game server last saved it". */
export function quietPeriodEnd(period: string): string {
  return `${period} after its game server last saved it`;
}

/** What starts a quiet period again, as a sentence without a full stop. */
export function startsAgain(period: string): string {
  return `Every save starts the ${period.replace(/^(a|one) /, "")} again, ${AGAIN}`;
}

/** Why a room went to the trash by its rule. */
export function quietPeriodOver(period: string): string {
  return capitalised(`not saved for ${period}`);
}
