import { expect, test } from "vitest";
import { isWellFormedToken, newToken } from "./token";

test("a new token is well formed, and no two are alike", () => {
  const tokens = Array.from({ length: 100 }, newToken);
  expect(tokens.every(isWellFormedToken)).toBe(true);
  expect(new Set(tokens).size).toBe(100);
});

test("one wrong character anywhere is noticed without a query", () => {
  const token = newToken();
  for (let i = 3; i < token.length; i += 1) {
    const other = token[i] === "a" ? "b" : "a";
    expect(isWellFormedToken(token.slice(0, i) + other + token.slice(i + 1))).toBe(false);
  }
  expect(isWellFormedToken(`${token} `)).toBe(false);
  expect(isWellFormedToken("")).toBe(false);
});
