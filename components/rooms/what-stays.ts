/**
 * What Roomkeeper keeps after a room was deleted for good: the tombstone, which is the name of a match room or the id of any other with
 * the time when it was opened, and what the log and the events said of the room. purge-dialog.test.tsx compares this with the database.
 */
export function whatStays(kind: string): string {
  const identity = kind === "match" ? "its name" : "its id";
  return `${identity} and opening time, to refuse late saves; its lines in the audit log and the events`;
}

/** The same of many rooms. */
export const WHAT_STAYS_OF_MANY =
  "their names and opening times, to refuse late saves; their lines in the audit log and the events";
