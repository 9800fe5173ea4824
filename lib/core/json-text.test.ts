import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonbText, jsonText, parseJsonb } from "./json-text";

test("a negative zero is written as what it is, and in jsonb as a zero of its own", () => {
  expect(jsonText({ a: [-0, 0, "-0"] })).toBe('{"a":[-0,0,"-0"]}');
  expect(jsonbText([-0, 0])).toBe("[0.00000000000000000000,0]");
  expect(parseJsonb('["0.00000000000000000000", 0.00000000000000000000, 0]')).toEqual([
    "0.00000000000000000000",
    -0,
    0,
  ]);
});

test("any JSON value comes back as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(value);
      expect(JSON.parse(jsonText(value, 2))).toEqual(value);
      expect(parseJsonb(jsonbText(value))).toEqual(value);
    }),
  );
});
