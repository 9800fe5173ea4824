import { expect, test } from "vitest";
import { toCsv } from "./csv";

const line = (cell: string | number | null) => toCsv([[cell]]).slice(1, -2);

test.each([
  ["a formula", "=1+2", "'=1+2"],
  ["a plus", "+31 6", "'+31 6"],
  ["a minus", "-2+3", "'-2+3"],
  ["an at sign", "@SUM(A1)", "'@SUM(A1)"],
  ["a tab first", "\tx", "'\tx"],
  ["a carriage return first", "\rx", "'\rx"],
  ["a line feed first", "\nx", "'\nx"],
  ["blanks before it", "  =1", "'  =1"],
  ["a line break inside the blanks", " \n=1", "' \n=1"],
  ["a no-break space before it", "\u00a0=1", "'\u00a0=1"],
  ["a zero-width space before it", "\u200b=1", "'\u200b=1"],
  ["a byte order mark before it", "\ufeff@x", "'\ufeff@x"],
  ["a full-width equals sign", "\uff1d1+2", "'\uff1d1+2"],
  ["a full-width plus", "\uff0b1", "'\uff0b1"],
  ["a full-width minus", "\uff0d1", "'\uff0d1"],
  ["a full-width at sign", "\uff20x", "'\uff20x"],
  ["a mathematical minus", "\u22121", "'\u22121"],
])("%s is quoted and does not become a formula", (_name, text, safe) => {
  expect(line(text)).toBe(`"${safe}"`);
});

test.each([
  ["words", "Movie night", "Movie night"],
  ["a sign further on", "a=b", "a=b"],
  ["a quote", 'the "Attic"', '"the ""Attic"""'],
  ["a comma", "one, two", '"one, two"'],
  ["a semicolon, which separates cells in some spreadsheets", "a;=1", '"a;=1"'],
  ["a line break", "one\ntwo", '"one\ntwo"'],
  ["a number below zero", -5, "-5"],
  ["nothing", null, ""],
])("%s stays as it is", (_name, cell, written) => {
  expect(line(cell)).toBe(written);
});
