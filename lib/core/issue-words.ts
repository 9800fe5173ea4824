import type { z } from "zod";

/** What is wrong with a field, to be read after its name; undefined leaves it to the schema. */
export function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_union" && issue.note === "No matching discriminator") {
    return `must be ${oneOf(issue.options)}`;
  }
  if (issue.input === undefined) return "is missing";
  switch (issue.code) {
    case "invalid_type": {
      const wanted = issue.expected === "int" ? "integer" : issue.expected;
      return `must be ${/^[aio]/.test(wanted) ? "an" : "a"} ${wanted}`;
    }
    case "invalid_value":
      return `must be ${oneOf(issue.values)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
    case "too_small":
      return `must be at least ${issue.minimum}${issue.origin === "string" ? " characters" : ""}`;
    case "invalid_key":
      return "has a name that is too long";
    case "unrecognized_keys":
      return `has unknown members: ${issue.keys?.slice(0, 5).map(shortened).join(", ")}`;
    default:
      return undefined;
  }
}

function oneOf(values: unknown): string {
  const words = Array.isArray(values) ? values.map(String) : [];
  if (words.length < 2) return words[0] ?? "another value";
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64).toWellFormed()}…` : name;
}
