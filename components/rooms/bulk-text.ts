import { counted } from "@/lib/core/counted";
import type { ErrorCode } from "@/lib/core/errors";
import type { BulkChoice } from "@/lib/web/pages/load-bulk";

/** The texts of the page that asks before rooms are changed. */
export function bulkText(action: BulkChoice, rooms: number) {
  const many = counted(rooms, "room");
  const them = rooms === 1 ? "it" : "them";
  const texts: Record<BulkChoice, { title: string; text: string; keep: string; go: string }> = {
    extend: {
      title: `Extend ${many}?`,
      text: "Nothing else changes, and it can be undone right after.",
      keep: "Leave as it is",
      go: "Extend",
    },
    expire: {
      title: `Expire ${many} now?`,
      text: `Game servers lose ${them} at once. Everything in ${them} waits in the trash and can be restored from there.`,
      keep: `Keep ${them}`,
      go: "Expire now",
    },
    delete: {
      title: `Delete ${many}?`,
      text: `Everything in ${them} waits in the trash and can be restored from there.`,
      keep: `Keep ${them}`,
      go: "Delete",
    },
    restore: {
      title: `Restore ${many}?`,
      text: `Open again as before, with everything that was in ${them}.`,
      keep: "Leave in the trash",
      go: "Restore",
    },
  };
  return texts[action];
}

const REFUSED: Partial<Record<ErrorCode, string>> = {
  locked: "locked by an admin",
  gone: "already in the trash",
  conflict: "so already",
  name_taken: "named like a room that is open",
  not_found: "not there any more",
};

/** Why some of the chosen rooms stay as they are. */
export function refusedText(code: ErrorCode, action: BulkChoice): string {
  if (code === "conflict" && action === "extend") return "kept for ever already";
  return REFUSED[code] ?? "refused";
}
