import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonbText, jsonText, parseJsonb } from "./json-text";

test("a negative zero is written as -0, and in jsonb as a zero with special decimals", () => {
  expect(jsonText({ a: [-0, 0, "-0"] })).toBe('{"a":[-0,0,"-0"]}');
  expect(jsonbText([-0, 0])).toBe("[0.00000000000000000000,0]");
  expect(parseJsonb('["0.00000000000000000000", 0.00000000000000000000, 0]')).toEqual([
    "0.00000000000000000000",
    -0,
    0,
  ]);
});

test("any JSON value is read back unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(value);
      expect(JSON.parse(jsonText(value, 2))).toEqual(value);
      expect(parseJsonb(jsonbText(value))).toEqual(value);
    }),
  );
});
