import fc from "fast-check";
import { describe, expect, test } from "vitest";
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
  ])("%s is read as it is", (text) => {
    expect(parseJson(`[${text}]`)).toEqual([Number(text)]);
  });

  test.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "10000000000000000000001",
    "1".repeat(400),
  ])("%s would be altered, and is no number that anybody keeps", (text) => {
    const [value] = parseJson(`[${text}]`) as [number];
    expect(Number.isFinite(value)).toBe(false);
  });

  test("what a double holds comes back, whatever it is", () => {
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
])("digits within a text are no number: %s", (text) =>
  expect(parseJson(`[${text}]`)).toEqual(JSON.parse(`[${text}]`)),
);

test("any JSON is read as JSON.parse reads it, where no integer is altered", () => {
  const beside = "1234567890123456";
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJson(`[${text},${beside}]`)).toEqual(JSON.parse(`[${text},${beside}]`));
    }),
  );
});

test.each<[string, string]>([
  ["long integers", "9007199254740993,"],
  ["texts of quotes", '"\\"\\"\\"",'],
  ["texts of backslashes", '"\\\\\\\\\\\\",'],
  ["small numbers", "1,"],
])("%s cost in proportion to their size", async (_, piece) => {
  await requireProportionalCost({
    smallest: 100_000,
    make: (size) => `[${piece.repeat(size / piece.length)}9007199254740993]`,
    run: parseJson,
  });
});
