import { pagesOf } from "./kinds/pages-of";

/**
 * What Roomkeeper keeps of rooms that were deleted for good: their tombstones, and their lines in the audit log and the events. A tombstone
 * is the name of a match room, or the id of another room, with the time when the room was opened. what-stays.test.tsx compares this with
 * the database.
 */
export function whatStays(kinds: readonly string[], rooms: number): string {
  const [its, s] = rooms === 1 ? ["its", ""] : ["their", "s"];
  const known = [...new Set(kinds.map((kind) => pagesOf(kind).knownBy))];
  const identity = known.map((one) => `${one}${s}`).join(" or ");
  const log = "lines in the audit log and the events";
  return `${its} ${identity} and opening time${s}, to refuse late saves; ${its} ${log}`;
}
