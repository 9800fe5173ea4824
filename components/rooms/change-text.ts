import { absoluteTime, zonedTime } from "@/components/ui/time-text";
import type { RoomAuditAction } from "@/lib/audit/audit-action";
import { CODES } from "@/lib/audit/refusal-text";
import { waysText } from "@/lib/audit/ways-text";
import { daysText } from "@/lib/core/day-text";
import type { HistoryLine } from "@/lib/match/list-room-history";

type Change = HistoryLine & { what: "change" };

const DONE: Readonly<Record<RoomAuditAction, string>> = {
  "room.create": "opened it",
  "room.save": "saved it",
  "room.rate": "added ratings to it",
  "room.take-back": "took a rating back",
  "room.replace": "opened a new room of its name",
  "room.delete": "deleted it",
  "room.expire": "expired it",
  "room.purge": "deleted it for good",
  "room.restore": "restored it",
  "room.see": "looked at it",
  "room.extend": "extended it",
  "room.set-expiry": "changed its expiry",
  "room.warn": "announced that it leaves",
  "room.mail-warning": "told its owner by mail that it leaves",
  "room.push-warning": "told its owner by push that it leaves",
  "room.see-warning": "saw in the overview that it leaves",
  "room.lock": "locked it",
  "room.unlock": "unlocked it",
  "room.mark-watched": "marked one of its films as watched",
  "room.unmark-watched": "took the watched mark off one of its films",
  "room.pick-film": "picked one of its films for the evening",
  "room.unpick-film": "took back the film picked for the evening",
  "room.make-link": "made a link for its group",
  "room.change-link": "changed the link for its group",
  "room.switch-off-link": "switched off the link for its group",
  "room.switch-on-link": "switched on the link for its group",
  "room.take-lease": "took over its lease",
  "room.import-trash": "brought it into the trash",
  "room.get": "read it",
  "room.matches": "read its matches",
};

const TRIED: Readonly<Record<RoomAuditAction, string>> = {
  "room.create": "open it",
  "room.save": "save it",
  "room.rate": "add ratings to it",
  "room.take-back": "take a rating back",
  "room.replace": "open a new room of its name",
  "room.delete": "delete it",
  "room.expire": "expire it",
  "room.purge": "delete it for good",
  "room.restore": "restore it",
  "room.see": "look at it",
  "room.extend": "extend it",
  "room.set-expiry": "change its expiry",
  "room.warn": "announce that it leaves",
  "room.mail-warning": "tell its owner by mail that it leaves",
  "room.push-warning": "tell its owner by push that it leaves",
  "room.see-warning": "see that it leaves",
  "room.lock": "lock it",
  "room.unlock": "unlock it",
  "room.mark-watched": "mark one of its films as watched",
  "room.unmark-watched": "take the watched mark off one of its films",
  "room.pick-film": "pick one of its films for the evening",
  "room.unpick-film": "take back the film picked for the evening",
  "room.make-link": "make a link for its group",
  "room.change-link": "change the link for its group",
  "room.switch-off-link": "switch off the link for its group",
  "room.switch-on-link": "switch on the link for its group",
  "room.take-lease": "take over its lease",
  "room.import-trash": "bring it into the trash",
  "room.get": "read it",
  "room.matches": "read its matches",
};

const WHY: Record<string, string> = {
  not_found: "Not the owner.",
  locked: "It is locked.",
  banned: "The account is banned.",
  name_taken: "Another room has its name.",
  gone: "It was in the trash.",
  conflict: "It was so already.",
  invalid_request: "The request was not valid.",
};

/** What somebody did to a room, after their name: "extended it by a week", and a note, which is less prominent. */
export function changeText(change: Change): { text: string; note: string } {
  if (change.outcome !== "done") {
    const what = isRoomAction(change.action) ? TRIED[change.action] : "change it";
    const end = change.outcome === "refused" ? "and was refused" : "and it failed";
    const problem = change.detail?.problem;
    const note = typeof problem === "string" ? problem : whyNot(change.code ?? "");
    return { text: `tried to ${what} ${end}`, note };
  }
  const detail = change.detail ?? {};
  const until = typeof detail.until === "string" ? `Until ${day(detail.until)}.` : "";
  if (change.action === "room.extend" && typeof detail.days === "number") {
    return {
      text: `extended it by ${detail.days === 30 ? "a month" : daysText(detail.days)}`,
      note: until,
    };
  }
  if (change.action === "room.set-expiry") return { text: ruleText(detail), note: until };
  if (change.action === "room.expire") {
    const bySweeper = change.actorKind === "system";
    const text = bySweeper ? "moved it to the trash" : "expired it";
    return { text, note: bySweeper ? "It expired." : "" };
  }
  if (typeof detail.leavesAt === "string") {
    const to = typeof detail.to === "string" ? `To ${detail.to}, taken by the mail server` : "";
    const push = change.action === "room.push-warning" ? "Taken by the push service" : "";
    const ways = to || push || waysText(detail.ways);
    const text = isRoomAction(change.action) ? DONE[change.action] : "announced that it leaves";
    return { text: `${text} ${moment(detail.leavesAt)}`, note: ways && `${ways}.` };
  }
  if (typeof detail.endsAt === "string" && isRoomAction(change.action)) {
    const names = detail.showsNames === true ? "with first names" : "without names";
    const end = `Until ${moment(detail.endsAt).replace(/^on /, "")}, ${names}.`;
    return { text: DONE[change.action], note: end };
  }
  const note = typeof detail.reason === "string" ? `“${detail.reason}”` : "";
  return { text: isRoomAction(change.action) ? DONE[change.action] : "changed it", note };
}

function isRoomAction(action: string): action is RoomAuditAction {
  return Object.hasOwn(DONE, action);
}

function whyNot(code: string): string {
  const text = CODES[code];
  return WHY[code] ?? (text ? `${text}.` : "");
}

function ruleText({ kind, days }: Record<string, unknown>): string {
  if (kind === "never") return "kept it for ever";
  if (kind === "date") return "picked a date for it to leave";
  if (kind === "idle" && typeof days === "number") return `set it to ${daysText(days, "quiet")}`;
  return "set it to the rule of its space";
}

function day(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : absoluteTime(date, "day");
}

function moment(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `on ${zonedTime(date)}`;
}
