/**
 * What Roomkeeper keeps of a room that was deleted for good: its tombstone, and its lines in the audit log and the events. The tombstone is
 * the name of a match room, or the id of another room, with the time when the room was opened. purge-dialog.test.tsx compares this with the
 * database.
 */
export function whatStays(kind: string): string {
  const identity = kind === "match" ? "its name" : "its id";
  return `${identity} and opening time, to refuse late saves; its lines in the audit log and the events`;
}

/** The same for many rooms. */
export const WHAT_STAYS_OF_MANY =
  "their names and opening times, to refuse late saves; their lines in the audit log and the events";
