import { expect, test } from "vitest";
import { z } from "zod";
import { issueWords } from "./issue-words";

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
])("%j: %s", (value, words) => {
  const parsed = operation.safeParse(value, { error: issueWords });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([words]);
});
