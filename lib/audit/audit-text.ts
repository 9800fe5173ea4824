import { TRIED } from "./attempt-text";
import { isAuditAction } from "./audit-action";
import { DONE } from "./done-text";
import { type AuditText, quoted, text } from "./fact-text";
import type { AuditLine } from "./list-audit";
import { CODES, GONE, REASONS } from "./refusal-text";

/** The text of one line of the audit log; its times are in `timeZone`. */
export function auditText(line: AuditLine, timeZone = "UTC"): AuditText {
  const facts = line.detail ?? {};
  const object = line.roomName === null ? line.subject : null;
  const isNamed = line.roomName !== null || object !== null;
  if (line.outcome !== "done") {
    return { ...triedText(line.action, isNamed), object, why: whyNot(line) };
  }
  const done = isAuditAction(line.action) ? DONE[line.action] : undefined;
  const told = done?.(facts, line, timeZone) ?? { did: `did “${line.action}”` };
  const isBare = !isNamed && line.action.startsWith("room.");
  const did = isBare ? `${told.did} a room` : told.did;
  return { object, after: "", why: quoted(text(facts.reason)), ...told, did };
}

/** "tried to delete", the room's name, and "for good"; without a name "tried to delete a room for good". */
function triedText(action: string, isNamed: boolean): { did: string; after: string } {
  const tried = isAuditAction(action) ? TRIED[action] : `do “${action}”`;
  const [before = "", anyone = "", after = ""] = tried.split(/[{}]/);
  if (!isNamed) return { did: `tried to ${before}${anyone}${after}`, after: "" };
  return { did: `tried to ${before.trim()}`, after: after.trim() };
}

/** Why something was not done. What a reason means depends on what was refused. */
function whyNot({ action, code, detail }: AuditLine): string {
  const reason = text(detail?.reason);
  const reasons = code === "gone" ? GONE : action.startsWith("session.") ? REASONS : {};
  return reasons[reason] ?? CODES[code ?? ""] ?? code ?? "";
}
