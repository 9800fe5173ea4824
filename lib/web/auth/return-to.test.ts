import { expect, it } from "vitest";
import { safeReturnTo } from "./return-to";

it.each([
  ["/", "/"],
  ["/rooms?q=a%20b#x", "/rooms?q=a%20b#x"],
  ["/rooms/rm_1/matches", "/rooms/rm_1/matches"],
  ["/rooms?next=https://evil.example", "/rooms?next=https://evil.example"],
  ["/../rooms", "/rooms"],
])("returns to %j", (wanted, path) => {
  expect(safeReturnTo(wanted)).toBe(path);
});

it.each([
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2e%2e//evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "@evil.example",
  ".evil.example",
  "rooms",
  "",
  " /rooms",
  "/sign-in",
  "/sign-in?returnTo=/sign-in",
  "/api/auth/signout",
  `/${"a".repeat(3_000)}`,
  ["/rooms"],
  null,
  undefined,
  7,
])("does not follow %j", (wanted) => {
  expect(safeReturnTo(wanted, "/safe")).toBe("/safe");
});
