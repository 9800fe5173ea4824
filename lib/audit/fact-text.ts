import { wallTime } from "@/lib/core/calendar";
import { zoneText } from "@/lib/core/time-zone";
import type { AuditLine } from "./list-audit";

/** The text of an audit line: `did`, then the room or `object`, then `after`, and the reason. */
export interface AuditText {
  did: string;
  object: string | null;
  after: string;
  why: string;
}

/** The stored details of an action. */
export type Facts = Record<string, unknown>;
export type DoneText = (
  facts: Facts,
  line: AuditLine,
  timeZone: string,
) => Partial<AuditText> & { did: string };

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function quoted(reason: unknown): string {
  return text(reason) ? `“${text(reason)}”` : "";
}

export function sentences(...given: string[]): string {
  return given.filter(Boolean).join(". ");
}

/** "2026-11-19 20:18 UTC", or an empty text if the value is not a time. */
export function timeIn(timeZone: string, iso: string): string {
  const atMs = Date.parse(iso);
  return Number.isNaN(atMs) ? "" : `${wallTime(timeZone, atMs)} ${zoneText(timeZone)}`;
}
