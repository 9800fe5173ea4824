import { expect, test } from "vitest";
import { listed } from "./listed";

test.each([
  [[], ""],
  [["GET"], "GET"],
  [["GET", "OPTIONS"], "GET and OPTIONS"],
  [["GET", "HEAD", "PUT"], "GET, HEAD and PUT"],
])("lists %j as %s", (items, text) => {
  expect(listed(items)).toBe(text);
});
