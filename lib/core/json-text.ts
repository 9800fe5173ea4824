import { changeNumbers } from "./parse-json";

/** Stands for -0 while a value becomes text. No text that can be kept holds a NUL, so nothing else looks like it. */
const MARK = "\0-0";
const MARK_AS_JSON = JSON.stringify(MARK);

/** A zero that nobody else writes: Postgres keeps the decimals of a number in jsonb, but knows no -0. */
const ZERO_IN_JSONB = "0.00000000000000000000";

/** JSON.stringify, which writes -0 as 0, with -0 as -0. */
export function jsonText(value: unknown, indent?: number): string {
  return textWith("-0", value, indent);
}

/** The same for a column of type jsonb; `parseJsonb` reads it. */
export function jsonbText(value: unknown): string {
  return textWith(ZERO_IN_JSONB, value);
}

/** What a column of type jsonb holds. */
export function parseJsonb(text: string): unknown {
  if (!text.includes(ZERO_IN_JSONB)) return JSON.parse(text);
  return JSON.parse(changeNumbers(text, (token) => (token === ZERO_IN_JSONB ? "-0" : token)));
}

function textWith(zero: string, value: unknown, indent?: number): string {
  if (!holdsNegativeZero(value)) return JSON.stringify(value, null, indent);
  const marked = (_key: string, member: unknown) => (Object.is(member, -0) ? MARK : member);
  return JSON.stringify(value, marked, indent).replaceAll(MARK_AS_JSON, zero);
}

function holdsNegativeZero(value: unknown): boolean {
  if (typeof value === "number") return Object.is(value, -0);
  if (typeof value !== "object" || value === null) return false;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    if (holdsNegativeZero(member)) return true;
  }
  return false;
}
