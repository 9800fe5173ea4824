import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/core/limits";
import { requireProportionalCost } from "@/lib/testing/proportional-cost";
import { parseJson } from "./parse-json";

describe("numbers", () => {
  test.each([
    "0",
    "-0",
    "0.1",
    "1e-7",
    "1E22",
    "1e308",
    "5e-324",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740994",
    "10000000000000000000000",
    "100000000000000000000000",
    "0.12345678901234567",
    "1.7976931348623157e308",
  ])("%s is read unchanged", (text) => {
    expect(parseJson(`[${text}]`)).toEqual([Number(text)]);
  });

  test.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "10000000000000000000001",
    "1".repeat(400),
  ])("%s would change, so it is read as Infinity", (text) => {
    const [value] = parseJson(`[${text}]`) as [number];
    expect(Number.isFinite(value)).toBe(false);
  });

  test("every number that a double can hold is read back unchanged", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = Object.is(value, -0) ? "-0" : JSON.stringify(value);
        expect(Object.is((parseJson(`{"n": ${text}}`) as { n: number }).n, value)).toBe(true);
      }),
    );
  });
});

test.each([
  '"9007199254740993"',
  '"\\"9007199254740993"',
  '"\\\\","9007199254740993"',
  '{"9007199254740993":1}',
])("digits within a string are not a number: %s", (text) =>
  expect(parseJson(`[${text}]`)).toEqual(JSON.parse(`[${text}]`)),
);

test("JSON without integers that would change is read as JSON.parse reads it", () => {
  const beside = "1234567890123456";
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(`[${text},${beside}]`)).toEqual(JSON.parse(`[${text},${beside}]`));
    }),
  );
});

test.each<[string, string]>([
  ["long integers", "9007199254740993,"],
  ["strings of quotes", '"\\"\\"\\"",'],
  ["strings of backslashes", '"\\\\\\\\\\\\",'],
  ["small numbers", "1,"],
])("%s cost in proportion to their size", async (_, piece) => {
  await requireProportionalCost({
    smallest: 100_000,
    make: (size) => `[${piece.repeat(size / piece.length)}9007199254740993]`,
    run: parseJson,
  });
});

describe("more lists, objects or members than any document has are refused before parsing", () => {
  const containers = LIMITS.jsonContainersMax;
  const members = LIMITS.jsonMembersMax;
  test.each<[string, string]>([
    ["the largest allowed number of lists", `[${"[],".repeat(containers - 2)}[]]`],
    ["the largest allowed number of members", `[${"1,".repeat(members)}1]`],
    [
      "brackets and commas within texts",
      `["${"[{,".repeat(members)}", "\\"${"[{,".repeat(members)}"]`,
    ],
  ])("%s are read", (_, text) => {
    expect(parseJson(text)).toHaveProperty("length");
  });

  test.each<[string, string]>([
    ["one list too many", `[${"[],".repeat(containers - 1)}[]]`],
    ["objects", `{"filters":[${"{},".repeat(containers)}{}]}`],
    ["one member too many", `[${"1,".repeat(members + 1)}1]`],
    ["lists that never end", "[".repeat(LIMITS.bodyBytesMax)],
  ])("%s", (_, text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "body_too_large" }));
  });
});
