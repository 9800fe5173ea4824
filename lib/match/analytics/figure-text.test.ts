import { expect, test } from "vitest";
import { comparedText, PERIOD_TEXT } from "./figure-text";
import type { Analytics } from "./figures";
import { leadOf } from "./findings";
import { PERIOD_DAYS, type PeriodName } from "./period";

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

test.each([
  ["week", "162 matches in seven days, 32 more than in the seven days before."],
  ["4w", "162 matches in four weeks, 32 more than in the four weeks before."],
  ["quarter", "162 matches in 13 weeks, 32 more than in the 13 weeks before."],
] as const)(
  "the first sentence of the period %s names both times in the same words",
  (name, sentence) => {
    const figures = { now: { matches: 162 }, before: { matches: 130 }, period: { name } };
    const { strong, rest } = leadOf(figures as Analytics);
    expect(strong + rest).toBe(sentence);
  },
);

test.each(Object.keys(PERIOD_TEXT).filter((name) => name !== "all") as PeriodName[])(
  "every text of the period %s writes its number in the same way, with its unit",
  (name) => {
    const { within, now, before } = PERIOD_TEXT[name];
    const length = within.replace("in ", "");
    expect([now, before]).toEqual([`these ${length}`, `the ${length} before`]);
    expect(PERIOD_DAYS[name]).not.toBeNull();
  },
);
