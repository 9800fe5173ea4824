import type { Analytics } from "@/lib/match/analytics/figures";
import { axisLabels } from "./axis-labels";
import { px } from "./drawing";
import type { Layout } from "./matches-sums";

/** The hours, days or months below a time chart: some of them, and always the last one. */
export function TimeLabels({ figures, layout }: { figures: Analytics; layout: Layout }) {
  const { left, right, barsFoot, ticks } = layout;
  return axisLabels(figures, ticks, right - left).map(({ x, text, isLast }) => (
    <text
      key={text}
      x={px(left + x)}
      y={barsFoot + 20}
      textAnchor={isLast && x > 0 ? "end" : undefined}
    >
      {text}
    </text>
  ));
}
