import { plural } from "./plural";

export const BULK_ACTIONS = ["extend", "expire", "delete", "restore"] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** The words of the page that asks before many rooms are changed. */
export function bulkWords(action: BulkAction, rooms: number) {
  const many = plural(rooms, "room");
  const them = rooms === 1 ? "it" : "them";
  const words: Record<BulkAction, { title: string; text: string; keep: string; go: string }> = {
    extend: {
      title: `Keep ${many} longer?`,
      text: "Each stays at least that much longer than it would have, counted from when it was to leave.",
      keep: "Leave as they are",
      go: `Keep ${them} longer`,
    },
    expire: {
      title: `Expire ${many} now?`,
      text: `Game servers can no longer use ${them}. Everything in ${them} waits in the trash, and can come back from there.`,
      keep: `Keep ${them}`,
      go: "Expire now",
    },
    delete: {
      title: `Delete ${many}?`,
      text: `Everything in ${them} waits in the trash, and can come back from there until it is emptied.`,
      keep: `Keep ${them}`,
      go: "Move to the trash",
    },
    restore: {
      title: `Restore ${many}?`,
      text: "Each is open again as it was. One whose name is taken by another open room stays in the trash.",
      keep: "Leave in the trash",
      go: `Restore ${them}`,
    },
  };
  return words[action];
}
