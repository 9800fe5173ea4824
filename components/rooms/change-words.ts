import { absoluteTime } from "@/components/ui/time-words";
import type { HistoryLine } from "@/lib/audit/list-room-history";
import { daysInWords } from "@/lib/expiry/day-words";

type Change = HistoryLine & { what: "change" };

const DONE: Record<string, string> = {
  "room.delete": "deleted it",
  "room.restore": "restored it",
  "room.purge": "deleted it for good",
  "room.lock": "locked it",
  "room.unlock": "unlocked it",
  "room.replace": "opened a new room of its name",
  "room.save": "saved it",
};

const TRIED: Record<string, string> = {
  "room.delete": "delete it",
  "room.restore": "restore it",
  "room.purge": "delete it for good",
  "room.lock": "lock it",
  "room.unlock": "unlock it",
  "room.extend": "extend it",
  "room.set-expiry": "change its expiry",
  "room.expire": "expire it",
};

const WHY: Record<string, string> = {
  not_found: "Not the owner.",
  locked: "It is locked.",
  banned: "The account is banned.",
  name_taken: "Another room has its name.",
  gone: "It was in the trash.",
  conflict: "It was so already.",
  invalid_request: "What was asked for does not fit.",
};

/** What somebody did to a room, after their name: "extended it by a week", and a note in a fainter voice. */
export function changeWords(change: Change): { words: string; note: string } {
  if (change.outcome !== "done") {
    const what = TRIED[change.action] ?? change.action;
    const end = change.outcome === "refused" ? "and was refused" : "and it failed";
    return { words: `tried to ${what} ${end}`, note: WHY[change.code ?? ""] ?? "" };
  }
  const detail = change.detail ?? {};
  const until = typeof detail.until === "string" ? `Until ${day(detail.until)}.` : "";
  if (change.action === "room.extend" && typeof detail.days === "number") {
    return {
      words: `extended it by ${detail.days === 30 ? "a month" : daysInWords(detail.days)}`,
      note: until,
    };
  }
  if (change.action === "room.set-expiry") return { words: ruleWords(detail), note: until };
  if (change.action === "room.expire") {
    const bySweeper = change.actorKind === "system";
    const words = bySweeper ? "moved it to the trash" : "expired it";
    return { words, note: bySweeper ? "Its time was up." : "" };
  }
  const note = typeof detail.reason === "string" ? `“${detail.reason}”` : "";
  return { words: DONE[change.action] ?? change.action, note };
}

function ruleWords({ kind, days }: Record<string, unknown>): string {
  if (kind === "never") return "kept it for ever";
  if (kind === "date") return "picked a date for it to leave";
  if (kind === "idle" && typeof days === "number") return `set it to ${daysInWords(days, "quiet")}`;
  return "set it to the house rule";
}

function day(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : absoluteTime(date, "day");
}
