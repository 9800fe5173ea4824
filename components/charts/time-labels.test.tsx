import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { timeZones } from "@/lib/core/time-zone";
import { spanText, stepText } from "@/lib/match/analytics/figure-text";
import type { Analytics } from "@/lib/match/analytics/figures";
import { periodAt } from "@/lib/match/analytics/period";
import { axisOf, stepsOf } from "@/lib/match/analytics/steps";
import { MATCHES_LAYOUTS } from "./matches-chart";
import { TimeLabels } from "./time-labels";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FRIDAY = Date.parse("2026-11-27T16:20:00Z");
const [DESK, PHONE] = MATCHES_LAYOUTS;

function figuresOf(rangeMs: number, nowMs = FRIDAY, timeZone = "UTC") {
  const period = periodAt("all", timeZone, new Date(nowMs));
  const axis = axisOf(period, nowMs - rangeMs);
  const steps = stepsOf(axis, [], [], false);
  return { period, steps, stepKind: axis.kind } as Analytics;
}

/** The labels from the left, with the edges of each. A character counts as 6 pixels wide. */
function drawn(figures: Analytics, layout: (typeof MATCHES_LAYOUTS)[number]) {
  const markup = renderToStaticMarkup(<TimeLabels figures={figures} layout={layout} />);
  return [...markup.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(
    ([, attributes = "", text = ""]) => {
      const x = Number(/x="([\d.]+)"/.exec(attributes)?.[1]);
      const width = text.length * 6;
      const left = attributes.includes("end") ? x - width : x;
      return { text, left, right: left + width };
    },
  );
}

const labelTexts = (rangeMs: number, layout = DESK) =>
  drawn(figuresOf(rangeMs), layout).map((label) => label.text);

test.each([
  [HOUR, ["15:00", "16:00"]],
  [20 * 60_000, ["16:00"]],
  [3 * HOUR, ["13:00", "14:00", "15:00", "16:00"]],
  [20 * HOUR, ["26 Nov 20:00", "27 Nov 02:00", "27 Nov 08:00", "27 Nov 16:00"]],
  [47 * HOUR, ["25 Nov 17:00", "26 Nov 05:00", "26 Nov 17:00", "27 Nov 16:00"]],
  [2 * DAY, ["25 Nov", "26 Nov", "27 Nov"]],
  [27 * DAY, ["31 Oct", "7 Nov", "14 Nov", "21 Nov", "27 Nov"]],
  [366 * DAY, ["26 Nov 2025", "4 Mar 2026", "10 Jun 2026", "27 Nov 2026"]],
  [1826 * DAY, ["Nov 2021", "Mar 2023", "Jul 2024", "Nov 2025", "Nov 2026"]],
])("%i ms: %j", (rangeMs, labels) => {
  expect(labelTexts(rangeMs)).toEqual(labels);
});

describe("from one hour to five years, labels are in order, differ and do not overlap", () => {
  const ranges = fc.oneof(
    fc.integer({ min: HOUR, max: 5 * DAY }),
    fc.integer({ min: HOUR, max: 1827 * DAY }),
  );
  const moments = fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2027-12-31") });
  // Nights on which clocks change: an hour occurs twice or not at all; in one zone it is half an hour.
  const nights = fc
    .constantFrom("2026-10-25T01:40:00Z", "2026-03-29T01:10:00Z", "2026-04-04T15:40:00Z")
    .map((night) => Date.parse(night) + 3 * HOUR);
  test.each([DESK, PHONE].map((layout) => [layout.on, layout] as const))("%s", (_, layout) => {
    const zones = fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", ...timeZones());
    fc.assert(
      fc.property(ranges, fc.oneof(moments, nights), zones, (rangeMs, nowMs, zone) => {
        const figures = figuresOf(rangeMs, nowMs, zone);
        const starts = figures.steps.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].sort());
        const names = figures.steps.map((step) => stepText(step, figures.stepKind));
        expect(new Set(names).size).toBe(names.length);
        const labels = drawn(figures, layout);
        expect(labels.length).toBeGreaterThan(0);
        expect(new Set(labels.map((label) => label.text)).size).toBe(labels.length);
        for (const [index, label] of labels.slice(1).entries())
          expect(label.left).toBeGreaterThan(labels[index]?.right ?? Number.NaN);
      }),
      { numRuns: 400 },
    );
  });
});

test("a span across a new year names both years", () => {
  const span = (rangeMs: number) => {
    const { period, steps } = figuresOf(rangeMs);
    return spanText(period, steps);
  };
  expect(span(HOUR)).toBe("27 Nov");
  expect(span(27 * DAY)).toBe("31 Oct to 27 Nov");
  expect(span(365 * DAY)).toBe("27 Nov 2025 to 27 Nov 2026");
});
