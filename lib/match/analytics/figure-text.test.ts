import { expect, test } from "vitest";
import { comparedText } from "./figure-text";

test.each([
  [130, 162, "+25 %", ", was 130"],
  [200, 150, "−25 %", ", was 200"],
  [130, 130, "the same", ""],
  [0, 12, "", "was 0"],
  [12, 228, "from 12 to 228", ""],
  [16, 20, "from 16 to 20", ""],
  [100, 301, "from 100 to 301", ""],
  [1_000, 1_001, "from 1,000 to 1,001", ""],
  [100, 300, "+200 %", ", was 100"],
])("from %i to %i is said as “%s%s”", (before, now, strong, rest) => {
  expect(comparedText(before, now)).toEqual({ strong, rest });
});
