import type { z } from "zod";
import { counted } from "./counted";

type Issue<Code extends z.core.$ZodRawIssue["code"]> = Extract<z.core.$ZodRawIssue, { code: Code }>;

/**
 * The message for an invalid field, to be read after the field's name. Pass this function to each `safeParse` whose issues people read.
 * It covers every issue code, so zod's own messages never reach a caller. A message that a schema sets itself is kept.
 */
export function issueText(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_union" && issue.note === "No matching discriminator") {
    return `must be ${oneOf(issue.options)}`;
  }
  if (issue.input === undefined) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${typeText(String(issue.expected))}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values)}`;
    case "too_big":
      return sizeText(issue as Issue<"too_big">, "at most", Number(issue.maximum));
    case "too_small":
      return sizeText(issue as Issue<"too_small">, "at least", Number(issue.minimum));
    case "invalid_key":
      return isTooLong(issue as Issue<"invalid_key">)
        ? "has a name that is too long"
        : "has a name that is not allowed";
    case "unrecognized_keys":
      return `has unknown members: ${(issue as Issue<"unrecognized_keys">).keys.slice(0, 5).map(shortened).join(", ")}`;
    case "invalid_format":
      return FORMATS[String(issue.format)] ?? "has the wrong form";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_element":
      return "has an item that is not allowed";
    case "invalid_union":
      return "has none of the forms that it may have";
    default:
      return "is not allowed";
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "must be an existing ISO 8601 time with a zone",
  date: "must be a day such as 2026-11-19",
  url: "must be an address such as https://rooms.example.org",
  email: "must be an e-mail address",
};

const TYPES: Readonly<Record<string, string>> = {
  int: "integer",
  record: "object",
  tuple: "array",
  date: "time",
};

function typeText(expected: string): string {
  if (["null", "undefined", "never"].includes(expected)) {
    return expected === "null" ? "null" : "left out";
  }
  const wanted = TYPES[expected] ?? expected;
  return `${/^[aeio]/.test(wanted) ? "an" : "a"} ${wanted}`;
}

/** "must be at most 200", "must be at most 512 characters", "must have at least 1 item", "must not be empty" */
function sizeText(
  { origin, inclusive }: Issue<"too_big" | "too_small">,
  bound: "at most" | "at least",
  size: number,
): string {
  if (origin === "string") {
    if (bound === "at least" && size === 1) return "must not be empty";
    return `must be ${bound} ${counted(size, "character")}`;
  }
  if (["array", "set", "map", "file"].includes(origin)) {
    return `must have ${bound} ${counted(size, origin === "file" ? "byte" : "item")}`;
  }
  if (origin === "date") {
    return `must be ${bound === "at most" ? "no later" : "no earlier"} than ${new Date(size).toISOString()}`;
  }
  if (inclusive !== false) return `must be ${bound} ${size}`;
  return `must be ${bound === "at most" ? "less" : "more"} than ${size}`;
}

function isTooLong({ issues }: Issue<"invalid_key">): boolean {
  return issues.some(({ code }) => code === "too_big");
}

function oneOf(values: unknown): string {
  const texts = Array.isArray(values) ? values.map(String) : [];
  if (texts.length < 2) return texts[0] ?? "another value";
  return `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64).toWellFormed()}…` : name;
}
