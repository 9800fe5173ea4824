import { counted } from "@/lib/core/counted";
import type { ErrorCode } from "@/lib/core/errors";
import type { BulkAction, BulkOutcome } from "@/lib/rooms/change-rooms";
import type { ExtensionDays } from "@/lib/rooms/expiry";
import type { FormReply } from "./answer-form";

const PERIODS: Record<ExtensionDays, string> = { 1: "a day", 7: "a week", 30: "a month" };

const REFUSED: Partial<Record<ErrorCode, string>> = {
  locked: "locked by an admin",
  gone: "in the trash",
  conflict: "so already",
  name_taken: "named like an open room",
  not_found: "not there any more",
  unavailable: "busy just now",
  overloaded: "busy just now",
};

/** What the toast says after a bulk change: how many rooms were changed, how many were not and why, and an undo. */
export function bulkReply(
  action: BulkAction | "undo",
  outcome: BulkOutcome,
  days: ExtensionDays = 7,
): FormReply {
  const rooms = counted(outcome.done, "room");
  const is = outcome.done === 1 ? "is" : "are";
  const said: Record<BulkAction | "undo", string> = {
    extend: `${rooms} ${is} extended by ${PERIODS[days]}.`,
    expire: `${rooms} ${is} in the trash.`,
    delete: `${rooms} ${is} in the trash.`,
    restore: `${rooms} ${is} open again.`,
    purge: `${rooms} ${is} deleted for good.`,
    undo: `${rooms} ${is} back as before.`,
  };
  const others = outcome.refused.map(({ code, count }) => `${count} ${REFUSED[code] ?? "refused"}`);
  const left = others.length > 0 ? ` Left as they are: ${others.join(", ")}.` : "";
  return {
    message: outcome.done > 0 ? said[action] + left : `Nothing was changed.${left}`,
    tone: outcome.done > 0 ? "done" : "problem",
    undo: outcome.bulk
      ? { action: "/api/dashboard/rooms/bulk", fields: { action: "undo", bulk: outcome.bulk } }
      : undefined,
    data: outcome,
  };
}
