import { describe, expect, test } from "vitest";
import { z } from "zod";
import { issueText } from "./issue-text";

const operation = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("save"), room: z.object({}) }),
  z.strictObject({
    op: z.literal("rate"),
    name: z.string().max(3),
    count: z.int().min(2).optional(),
    sort: z.enum(["new", "old"]).optional(),
  }),
]);

test.each([
  [{ op: "boom" }, "must be save or rate"],
  [{}, "must be save or rate"],
  [7, "must be an object"],
  [{ op: "rate" }, "is missing"],
  [{ op: "rate", name: 5 }, "must be a string"],
  [{ op: "rate", name: "long" }, "must be at most 3 characters"],
  [{ op: "rate", name: "a", count: 1 }, "must be at least 2"],
  [{ op: "rate", name: "a", count: 2.5 }, "must be an integer"],
  [{ op: "rate", name: "a", sort: "odd" }, "must be new or old"],
  [{ op: "rate", name: "a", extra: 1 }, "has unknown members: extra"],
])("%j: %s", (value, expected) => {
  const parsed = operation.safeParse(value, { error: issueText });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([expected]);
});

type Code = z.core.$ZodIssue["code"];

/** Schemas and invalid values for each issue code of zod 4. The type requires an entry for every code. */
const OF_CODE: Record<Code, [schema: z.ZodType, value: unknown, expected: string][]> = {
  invalid_type: [
    [z.string(), 5, "must be a string"],
    [z.int(), 0.5, "must be an integer"],
    [z.record(z.string(), z.string()), 5, "must be an object"],
    [z.null(), 5, "must be null"],
    [z.coerce.number(), "abc", "must be a number"],
    [z.tuple([z.string()]), {}, "must be an array"],
  ],
  too_big: [
    [z.string().max(1), "ab", "must be at most 1 character"],
    [z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 items"],
    [z.number().lt(5), 5, "must be less than 5"],
    [z.date().max(new Date(0)), new Date(1), "must be no later than 1970-01-01T00:00:00.000Z"],
  ],
  too_small: [
    [z.string().min(1), "", "must not be empty"],
    [z.string().min(8), "ab", "must be at least 8 characters"],
    [z.array(z.string()).min(1), [], "must have at least 1 item"],
    [z.number().positive(), 0, "must be more than 0"],
  ],
  invalid_format: [
    [z.string().regex(/^a$/), "b", "has the wrong form"],
    [z.iso.datetime(), "b", "must be an existing ISO 8601 time with a zone"],
    [z.url(), "b", "must be an address such as https://rooms.example.org"],
    [z.string().startsWith("a"), "b", "has the wrong form"],
    [z.jwt(), "b", "has the wrong form"],
  ],
  not_multiple_of: [[z.number().multipleOf(5), 3, "must be a multiple of 5"]],
  unrecognized_keys: [[z.strictObject({}), { a: 1, b: 2 }, "has unknown members: a, b"]],
  invalid_union: [
    [z.union([z.int(), z.boolean()]), "x", "has none of the forms that it may have"],
    [operation, { op: "boom" }, "must be save or rate"],
  ],
  invalid_key: [
    [z.record(z.string().max(1), z.int()), { long: 1 }, "has a name that is too long"],
    [z.record(z.string().regex(/^a/), z.int()), { b: 1 }, "has a name that is not allowed"],
  ],
  invalid_element: [
    [z.map(z.object({}), z.int()), new Map([[{}, "x"]]), "has an item that is not allowed"],
  ],
  invalid_value: [
    [z.enum(["new", "old"]), "odd", "must be new or old"],
    [z.literal(7), 8, "must be 7"],
    [
      z.stringbool(),
      "maybe",
      "must be true, 1, yes, on, y, enabled, false, 0, no, off, n or disabled",
    ],
  ],
  custom: [
    [z.string().refine(() => false), "x", "is not allowed"],
    [z.string().refine(() => false, "is too loud"), "x", "is too loud"],
  ],
};

describe.each(Object.entries(OF_CODE))("%s has one of our own messages", (code, cases) => {
  test.each(cases.map(([schema, value, expected]) => [expected, schema, value] as const))(
    "%s",
    (expected, schema, value) => {
      const { issues } = schema.safeParse(value, { error: issueText }).error ?? { issues: [] };
      expect(issues.map((issue) => [issue.code, issue.message])).toEqual([[code, expected]]);
    },
  );
});
