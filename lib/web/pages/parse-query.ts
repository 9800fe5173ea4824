import type { z } from "zod";
import { type FieldProblem, RoomkeeperError } from "@/lib/core/errors";
import { issueText } from "@/lib/core/issue-text";
import { LIMITS } from "@/lib/core/limits";
import { readQuery } from "@/lib/web/api/read-address";

/** The parameters of an address as the operation reads them. Throws `invalid_request` that says of each wrong one what is wrong. */
export function parseQuery<Query>(schema: z.ZodType<Query>, url: string): Query {
  const parsed = schema.safeParse(readQuery(url), { error: issueText });
  if (parsed.success) return parsed.data;
  const fields = firstOfEach(parsed.error.issues.flatMap(problemsOf)).slice(0, LIMITS.problemsMax);
  const named = fields.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`);
  throw new RoomkeeperError(
    "invalid_request",
    `The parameters do not fit: ${named.join(", ")}.`.toWellFormed(),
    { fields },
  );
}

/** A parameter of the wrong form breaks other rules too, which say no more. */
function firstOfEach(problems: FieldProblem[]): FieldProblem[] {
  const first = new Map<string, FieldProblem>();
  for (const problem of problems) {
    if (!first.has(problem.pointer)) first.set(problem.pointer, problem);
  }
  return [...first.values()];
}

/** An unknown parameter is a problem of its own, with its own name. */
function problemsOf(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => ({ pointer: `/${name}`, message: "is not known here" }));
  }
  return [{ pointer: `/${String(issue.path[0] ?? "")}`, message: issue.message }];
}
