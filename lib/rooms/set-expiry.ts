import { endOfDay, isLocalTime } from "@/lib/core/calendar";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import {
  DAY_MS,
  type ExpiryFields,
  type ExpiryRule,
  fieldsOfRule,
  freshRule,
  nextExpiry,
} from "./expiry";
import { requireOpen } from "./require-open";
import { writeRule } from "./write-rule";

export interface ExpirySet {
  id: string;
  name: string;
  kind: ExpiryFields["kind"];
  expiresAt: Date | null;
  /** The previous rule, with which `setExpiry` can undo this. */
  before: ExpiryFields;
}

/**
 * Sets the expiry rule of a room: a date (ISO 8601; a day without a time means its end in `timeZone`), a number of quiet days, never, or
 * the space's rule. No rule makes a room expire immediately: in that case a new quiet period starts. Throws `invalid_request` if the date
 * or the days are out of bounds, and `gone` if the room is in the trash or has expired.
 */
export async function setExpiry(
  ctx: Context,
  input: { roomId: string; bulk?: string; timeZone?: string } & ExpiryFields,
): Promise<ExpirySet> {
  return changeRoom(ctx, { ...input, action: "set-expiry" }, async ({ tx, room, status, now }) => {
    requireOpen(status);
    const given = ruleOf(input, now, input.timeZone ?? "UTC");
    const rule = freshRule(given, room.spaceIdleDays, room.touchedAt, now);
    await writeRule(tx, room, rule);
    const before = fieldsOfRule(room);
    const expiresAt = nextExpiry(rule, room.spaceIdleDays, room.touchedAt);
    const result = { id: room.id, name: room.name, kind: rule.expiryKind, expiresAt, before };
    const until = expiresAt?.toISOString();
    return { result, detail: { kind: rule.expiryKind, days: input.days, until, before } };
  });
}

function ruleOf(fields: ExpiryFields, now: Date, timeZone: string): ExpiryRule {
  const keepUntil = fields.keepUntil ? dateWithin(fields.keepUntil, now, timeZone) : null;
  const rule = { expiryKind: fields.kind, idleDays: null, keepUntil, expiresAt: null };
  if (fields.kind === "idle") {
    const days = fields.days ?? 0;
    if (!Number.isInteger(days) || days < 1 || days > LIMITS.idleDaysMax) {
      throw invalid("days", `Quiet days are a whole number from 1 to ${LIMITS.idleDaysMax}.`);
    }
    return { ...rule, idleDays: days };
  }
  if (fields.kind === "date") {
    const expiresAt = dateWithin(fields.until ?? "", now, timeZone);
    if (expiresAt <= now) throw invalid("until", "The date has passed. Pick a later one.");
    return { ...rule, keepUntil: null, expiresAt };
  }
  return fields.kind === "never" ? { ...rule, keepUntil: null } : rule;
}

function dateWithin(text: string, now: Date, timeZone: string): Date {
  const date = new Date(text);
  if (!isLocalTime(text.slice(0, 10)) || Number.isNaN(date.getTime())) {
    throw invalid("until", "That is not a date.");
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) date.setTime(endOfDay(timeZone, text));
  const latest = now.getTime() + LIMITS.idleDaysMax * DAY_MS;
  if (date.getTime() > latest) throw invalid("until", "Pick a date within ten years.");
  return date;
}

function invalid(field: string, message: string): RoomkeeperError {
  return new RoomkeeperError("invalid_request", message, {
    fields: [{ pointer: `/${field}`, message }],
  });
}
