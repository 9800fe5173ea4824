import type { ExpiryKind } from "./room";

/** The expiry rule of a room. */
export interface ExpiryRule {
  expiryKind: ExpiryKind;
  idleDays: number | null;
  keepUntil: Date | null;
  expiresAt: Date | null;
}

/** The rule as text, for a form from which the same rule can be made again. */
export interface ExpiryFields {
  kind: ExpiryKind;
  days?: number;
  until?: string;
  keepUntil?: string;
}

/** The numbers of days by which a room can be extended. */
export const EXTENSION_DAYS = [1, 7, 30] as const;
export type ExtensionDays = (typeof EXTENSION_DAYS)[number];

export const DAY_MS = 86_400_000;

/**
 * When a room expires; null means never. It is the same rule as `next_expiry` in the database: a fixed date stays; a quiet period counts
 * from the last accepted write, but ends no earlier than `keepUntil`.
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
 * A rule under which the room is not expired at `now`. If the given rule would have expired, a new quiet period starts at `now`, and a
 * date that has passed is replaced by the space's rule.
 */
export function freshRule(
  rule: ExpiryRule,
  spaceIdleDays: number | null,
  touchedAt: Date,
  now: Date,
): ExpiryRule {
  const expiresAt = nextExpiry(rule, spaceIdleDays, touchedAt);
  if (expiresAt === null || expiresAt > now) return { ...rule, expiresAt };
  const expiryKind = rule.expiryKind === "date" ? "space" : rule.expiryKind;
  const days = expiryKind === "idle" ? rule.idleDays : spaceIdleDays;
  const keepUntil = days === null ? null : new Date(now.getTime() + days * DAY_MS);
  return { expiryKind, idleDays: rule.idleDays, keepUntil, expiresAt: keepUntil };
}

/** The rule after an extension by whole days; null if the room never expires. */
export function extendedRule(rule: ExpiryRule, days: number): ExpiryRule | null {
  if (!rule.expiresAt) return null;
  const expiresAt = new Date(rule.expiresAt.getTime() + days * DAY_MS);
  return { ...rule, keepUntil: rule.expiryKind === "date" ? null : expiresAt, expiresAt };
}

/** The rule as fields of a form, from which `setExpiry` makes the same rule again. */
export function fieldsOfRule(rule: ExpiryRule): ExpiryFields {
  const fields: ExpiryFields = { kind: rule.expiryKind };
  if (rule.expiryKind === "idle" && rule.idleDays) fields.days = rule.idleDays;
  if (rule.expiryKind === "date" && rule.expiresAt) fields.until = rule.expiresAt.toISOString();
  if (rule.keepUntil) fields.keepUntil = rule.keepUntil.toISOString();
  return fields;
}
