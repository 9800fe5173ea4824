import { createHash } from "node:crypto";
import type { Actor } from "@/lib/core/context";
import type { ErrorCode } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { AuditEvent } from "./record-audit";

/** Refusals that are said before it is known whether the actor may see what they asked for. */
export const WITHHOLDING_CODES: readonly ErrorCode[] = [
  "unauthorized",
  "forbidden",
  "banned",
  "foreign_origin",
  "not_found",
];

const SHOWN_UNITS = 100;

/** What the row of a refusal holds, and by what it shares the row with others of the same hour. */
export interface RefusedEvent extends AuditEvent {
  sharedBy: string;
}

/**
 * What may be written down of a refusal. An actor who may not see a room leaves its name out: the row refers to it by id, so that
 * its owner and admins learn of it. What a caller chose is bounded and, before the caller was found to be allowed in, neither gives
 * a refusal a row of its own nor is kept in detail; of somebody who is not signed in it is not kept at all.
 */
export function refusedEvent(actor: Actor, event: AuditEvent): RefusedEvent {
  const { room, code, subject } = event;
  const isOwn = room !== undefined && actor.kind === "person" && room.creatorId === actor.id;
  const isWithheld =
    actor.kind !== "system" && !isOwn && code !== undefined && WITHHOLDING_CODES.includes(code);
  const about = room?.id ?? (isWithheld || actor.kind === "nobody" ? "" : (subject ?? ""));
  return {
    ...event,
    room: isWithheld && room ? { ...room, name: undefined } : room,
    subject: actor.kind === "nobody" || subject === undefined ? undefined : auditText(subject),
    detail: isWithheld ? fixedFacts(event.detail) : boundedFacts(event.detail),
    sharedBy: hashOf([actor.kind, "id" in actor ? actor.id : "", event.action, code ?? "", about]),
  };
}

/** Text that a caller chose, as a row may hold it: what is too long or cannot be stored is cut and told apart by its hash. */
export function auditText(text: string): string {
  if (text.length <= LIMITS.auditTextUnitsMax && isStorableText(text)) return text;
  const start = text.slice(0, SHOWN_UNITS).replace(/[\0\p{Cs}]/gu, "\uFFFD");
  return `${start}… (${text.length} characters, SHA-256 ${hashOf([text]).slice(0, 16)})`;
}

/** The facts that this product chose among a few words of its own, such as how somebody tried to sign in. */
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
    typeof value === "string" ? auditText(value) : value,
  ]);
  const text = JSON.stringify(facts);
  return text.length > LIMITS.auditDetailUnitsMax || !isStorableText(text)
    ? undefined
    : Object.fromEntries(facts);
}

/** Lone surrogates count like themselves: JSON escapes them. */
function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
