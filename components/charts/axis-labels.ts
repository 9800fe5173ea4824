import { dayText, stepText, yearDayText } from "@/lib/match/analytics/figure-text";
import type { Analytics } from "@/lib/match/analytics/figures";

/** The mean width of a character of the labels, and the least space between two labels, in pixels. */
const SIGN = 6.6;
const GAP = 12;

export interface AxisLabel {
  /** Where the label begins, in pixels from the left. The last label ends there. */
  x: number;
  text: string;
  isLast: boolean;
}

/**
 * The labels of a time axis in order, without equal labels and without overlaps.
 *
 *
 * @param ticks the most steps that have a label
 *
 *
 * @param width of the axis in pixels
 */
export function axisLabels(
  { steps, stepKind, period }: Pick<Analytics, "steps" | "stepKind" | "period">,
  ticks: number,
  width: number,
): AxisLabel[] {
  const labelOf = labelMaker(steps, stepKind);
  const first = steps[0]?.start ?? period.lastDay;
  if (steps.length < 2) return [{ x: 0, text: labelOf(first), isLast: true }];
  const end = isShort(stepKind) ? (steps.at(-1)?.start ?? first) : period.lastDay;
  const last: AxisLabel = { x: width, text: labelOf(end), isLast: true };
  const space = (label: AxisLabel) => label.text.length * SIGN + GAP;
  const stride = Math.ceil(Math.max(steps.length / ticks, (space(last) * steps.length) / width));
  const along = steps
    .filter((_, index) => index % stride === 0)
    .map(({ start }, index): AxisLabel => {
      const x = (index * stride * width) / steps.length;
      return { x, text: labelOf(start), isLast: false };
    })
    .filter((label) => label.x + space(label) + space(last) <= width)
    .filter((label) => label.text !== last.text);
  return [...along, last];
}

function isShort(kind: Analytics["stepKind"]): boolean {
  return kind === "hour" || kind === "day";
}

/** Hours of one day need no date; weeks need the year. */
function labelMaker(
  steps: Analytics["steps"],
  kind: Analytics["stepKind"],
): (start: string) => string {
  if (kind === "month") return (start) => stepText({ start }, kind);
  if (kind === "week") return yearDayText;
  if (kind === "day") return (start) => dayText(start);
  const days = new Set(steps.map(({ start }) => start.slice(0, 10)));
  const hour = (start: string) => start.slice(11);
  return days.size === 1 ? hour : (start) => `${dayText(start.slice(0, 10))} ${hour(start)}`;
}
