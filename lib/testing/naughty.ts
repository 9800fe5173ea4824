import fc from "fast-check";

/** Texts that often cause faults: quotes, percent signs, control characters, right-to-left marks, prototypes, invalid numbers and times. */
export const NAUGHTY = [
  "",
  " ",
  "'",
  '"; drop table room; --',
  "%00",
  "%",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e",
  "../..",
  "//evil.example",
  "__proto__",
  "constructor",
  "NaN",
  "Infinity",
  "1e400",
  "-1",
  "0",
  "1.5",
  "2147483648",
  "9007199254740993",
  "9223372036854775808",
  "true",
  "null",
  "[]",
  "{}",
  "2026-13-45T99:99:99Z",
  "2026-02-30",
  "+002026-01-01T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "-000001-01-01T00:00:00Z",
  "9999-12-31T23:59:59-23:59",
  "9999-12-31T23:59",
  "+275760-09-13T00:00:00.000Z",
  "275760-09-13",
  "Etc/GMT+99",
  "x".repeat(5_000),
  "é".repeat(3_000),
  "👨‍👩‍👧‍👦",
];

export const naughtyText = fc.oneof(
  fc.constantFrom(...NAUGHTY),
  fc.string({ unit: "binary", maxLength: 40 }),
);

const number = fc.oneof(fc.constantFrom(-1, 0, 1e308, 2 ** 53, 2 ** 53 + 2, 0.5, -0), fc.double());

/** Any JSON value with such texts and numbers. */
export const naughtyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    naughtyText,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(naughtyText, tie("value"), { maxKeys: 4 }),
  ),
})).value;
