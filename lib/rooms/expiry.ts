import type { ExpiryKind } from "./room";

/** What decides when a room leaves. Times are Dates or null; `spaceIdleDays` null keeps rooms for ever. */
export interface ExpiryRule {
  expiryKind: ExpiryKind;
  idleDays: number | null;
  keepUntil: Date | null;
  expiresAt: Date | null;
}

/** The same as text, to be carried by a form and put back exactly. */
export interface ExpiryFields {
  kind: ExpiryKind;
  days?: number;
  until?: string;
  keepUntil?: string;
}

/** By how much a room can be extended at once, in days. */
export const EXTENSION_DAYS = [1, 7, 30] as const;
export type ExtensionDays = (typeof EXTENSION_DAYS)[number];

export const DAY_MS = 86_400_000;

/**
 * When a room leaves, null is never: the same rule as `next_expiry` in the database. A fixed date stays; a quiet period
 * counts from the last accepted write, and an extension keeps it at least that long.
 */
export function nextExpiry(rule: ExpiryRule, spaceIdleDays: number | null, touchedAt: Date) {
  if (rule.expiryKind === "never") return null;
  if (rule.expiryKind === "date") return rule.expiresAt;
  const days = rule.expiryKind === "idle" ? rule.idleDays : spaceIdleDays;
  if (days === null) return null;
  const quiet = new Date(touchedAt.getTime() + days * DAY_MS);
  return rule.keepUntil && rule.keepUntil > quiet ? rule.keepUntil : quiet;
}

/**
 * A rule that lets the room live: where it would have left already, a fresh quiet period starts at `now`. A date that has
 * passed gives way to the space's rule.
 */
export function freshRule(
  rule: ExpiryRule,
  spaceIdleDays: number | null,
  touchedAt: Date,
  now: Date,
): ExpiryRule {
  const expiresAt = nextExpiry(rule, spaceIdleDays, touchedAt);
  if (expiresAt === null || expiresAt > now) return { ...rule, expiresAt };
  const expiryKind = rule.expiryKind === "date" ? "house" : rule.expiryKind;
  const days = expiryKind === "idle" ? rule.idleDays : spaceIdleDays;
  const keepUntil = days === null ? null : new Date(now.getTime() + days * DAY_MS);
  return { expiryKind, idleDays: rule.idleDays, keepUntil, expiresAt: keepUntil };
}

/** The rule after an extension by whole days, or null when the room is kept for ever anyway. */
export function extendedRule(rule: ExpiryRule, days: number): ExpiryRule | null {
  if (!rule.expiresAt) return null;
  const expiresAt = new Date(rule.expiresAt.getTime() + days * DAY_MS);
  return { ...rule, keepUntil: rule.expiryKind === "date" ? null : expiresAt, expiresAt };
}

/** The rule as form fields, from which `setExpiry` makes the same rule again. */
export function fieldsOfRule(rule: ExpiryRule): ExpiryFields {
  const fields: ExpiryFields = { kind: rule.expiryKind };
  if (rule.expiryKind === "idle" && rule.idleDays) fields.days = rule.idleDays;
  if (rule.expiryKind === "date" && rule.expiresAt) fields.until = rule.expiresAt.toISOString();
  if (rule.keepUntil) fields.keepUntil = rule.keepUntil.toISOString();
  return fields;
}
