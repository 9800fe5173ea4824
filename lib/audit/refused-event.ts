import { createHash } from "node:crypto";
import type { Actor } from "@/lib/core/actor";
import type { ErrorCode } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { AuditEvent } from "./record-audit";

/** The refusals that happen before it is known whether the actor may see the subject. */
export const WITHHOLDING_CODES: readonly ErrorCode[] = [
  "unauthorized",
  "forbidden",
  "banned",
  "foreign_origin",
  "not_found",
];

const SHOWN_UNITS = 100;

/** The audit row of a refusal, and the key by which equal refusals of the same hour share one row. */
export interface RefusedEvent extends AuditEvent {
  sharedBy: string;
}

/**
 * What the audit log may store about a refusal. If the actor may not see the room, the row has the room's id and not its name, so
 * that the owner and admins learn of the attempt. Texts that the caller chose are bounded. Until the caller is known to be allowed
 * in, such texts neither give the refusal its own row nor appear in its detail. Texts of callers who are not signed in are not
 * stored.
 */
export function refusedEvent(actor: Actor, event: AuditEvent): RefusedEvent {
  const { room, code, subject } = event;
  const isOwn = room !== undefined && actor.kind === "person" && room.ownerId === actor.id;
  const isWithheld =
    actor.kind !== "system" && !isOwn && code !== undefined && WITHHOLDING_CODES.includes(code);
  const about = room?.id ?? (isWithheld || actor.kind === "nobody" ? "" : (subject ?? ""));
  return {
    ...event,
    room: isWithheld && room ? { ...room, name: undefined } : room,
    subject: actor.kind === "nobody" || subject === undefined ? undefined : boundedText(subject),
    detail: isWithheld ? fixedFacts(event.detail) : boundedFacts(event.detail),
    sharedBy: hashOf([actor.kind, "id" in actor ? actor.id : "", event.action, code ?? "", about]),
  };
}

/** A text that a caller chose, as it may be stored: a text that is too long or cannot be stored is cut and gets its hash. */
export function boundedText(text: string): string {
  if (text.length <= LIMITS.auditTextUnitsMax && isStorableText(text)) return text;
  const start = text.slice(0, SHOWN_UNITS).replace(/[\0\p{Cs}]/gu, "\uFFFD");
  return `${start}… (${text.length} characters, SHA-256 ${hashOf([text]).slice(0, 16)})`;
}

/** The facts whose values come from a fixed list of Roomkeeper's, such as the way of a sign-in. */
function fixedFacts(detail: AuditEvent["detail"]): AuditEvent["detail"] {
  const fixed = Object.entries(detail ?? {}).filter(
    ([key, value]) => ["method", "reason"].includes(key) && /^[a-z_]{1,32}$/.test(String(value)),
  );
  return fixed.length === 0 ? undefined : Object.fromEntries(fixed);
}

function boundedFacts(detail: AuditEvent["detail"]): AuditEvent["detail"] {
  if (!detail) return undefined;
  const facts = Object.entries(detail).map(([key, value]) => [
    key,
    typeof value === "string" ? boundedText(value) : value,
  ]);
  const text = JSON.stringify(facts);
  return text.length > LIMITS.auditDetailUnitsMax || !isStorableText(text)
    ? undefined
    : Object.fromEntries(facts);
}

/** Hashes the JSON of the texts. JSON escapes lone surrogates, so two texts that differ only in them get different hashes. */
function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
