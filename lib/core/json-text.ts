import { changeNumbers } from "./parse-json";

/** A placeholder for -0 while a value is serialized. It contains a NUL, which no storable text does, so no other text equals it. */
const MARK = "\0-0";
const MARK_AS_JSON = JSON.stringify(MARK);

/** How -0 is written to jsonb, which keeps the decimals of a number but has no -0. Nothing else writes a zero with so many decimals. */
const ZERO_IN_JSONB = "0.00000000000000000000";

/** Like JSON.stringify, except that it keeps the sign of -0. */
export function jsonText(value: unknown, indent?: number): string {
  return textWith("-0", value, indent);
}

/** Like `jsonText`, for a column of type jsonb; `parseJsonb` reads it. */
export function jsonbText(value: unknown): string {
  return textWith(ZERO_IN_JSONB, value);
}

/** Parses the value of a jsonb column. */
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
