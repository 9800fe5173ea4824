import { expect, test } from "vitest";
import { z } from "zod";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { firstIssues } from "./first-issues";
import { LIMITS } from "./limits";

const schema = z.strictObject({
  name: z.string().max(5),
  tags: z.array(z.string()).min(1).max(100).optional(),
  films: z.record(z.string().max(5), z.array(z.tuple([z.string(), z.number()])).max(50)),
  filters: z.array(z.looseObject({ key: z.string(), values: z.array(z.string()) })).nullish(),
});
const GOOD = { name: "a", films: { m: [["Ann", 1]] } };

test.each<[string, unknown]>([
  ["what fits", GOOD],
  ["no object", []],
  ["nothing", undefined],
  ["a missing member", { films: {} }],
  ["an unknown member", { ...GOOD, more: 1 }],
  ["a text that is too long", { ...GOOD, name: "abcdef" }],
  ["an empty list", { ...GOOD, tags: [] }],
  ["a text in place of a list", { ...GOOD, tags: "x" }],
  ["one wrong item near the end", { ...GOOD, tags: [...Array(70).fill("x"), 7] }],
  ["a null where none may be", { ...GOOD, tags: null }],
  ["a null where one may be", { ...GOOD, filters: null }],
  ["a wrong rating", { ...GOOD, films: { m: [["Ann", 1], ["bob"]] } }],
  ["a name that is too long", { ...GOOD, films: { abcdef: [] } }],
  ["a missing record", { name: "a" }],
  ["a wrong value in a list of objects", { ...GOOD, filters: [{ key: "k", values: ["a", 1] }] }],
  ["a missing list in a list", { ...GOOD, filters: [{ key: "k" }] }],
])("reports the same as the schema for %s", (_, value) => {
  const whole = schema.safeParse(value);
  const wanted = whole.error?.issues.map(({ path, message }) => ({ path, message })) ?? [];
  expect(firstIssues(schema, value)).toEqual(wanted);
});

test("the items of a list that is too long are not checked", () => {
  const tags = Array.from({ length: 101 }, () => 7);
  expect(firstIssues(schema, { ...GOOD, tags })).toEqual([
    { path: ["tags"], message: "Too big: expected array to have <=100 items" },
  ]);
});

test("a key named __proto__ is checked like any other", () => {
  const value = JSON.parse('{"name":"a","films":{"__proto__":[[1,1]]}}');
  expect(firstIssues(schema, value).map(({ path }) => path)).toEqual([
    ["films", "__proto__", 0, 0],
  ]);
});

test.each<[string, (size: number) => unknown]>([
  ["items", (size) => ({ ...GOOD, filters: Array.from({ length: size }, () => ({})) })],
  ["members", (size) => ({ ...GOOD, films: Object.fromEntries(numbered(size)) })],
  ["inner items", (size) => ({ ...GOOD, filters: [{ key: "k", values: Array(size).fill(1) }] })],
])("stops after the first wrong %s", async (_, make) => {
  expect(firstIssues(schema, make(1_000))).toHaveLength(LIMITS.problemsMax);
  await requireProportionalCost({
    // At most the number of films in a room. With more invalid items the test would measure the garbage collector.
    smallest: 1_250,
    make,
    run: (value) => schema.validate(value) || firstIssues(schema, value),
  });
});

function numbered(size: number): [string, number][] {
  return Array.from({ length: size }, (_, at) => [String(at % 100_000), at]);
}
