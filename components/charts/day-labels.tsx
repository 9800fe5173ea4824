import { scaleLinear } from "d3-scale";
import type { Analytics } from "@/lib/analytics/figures";
import { dayWords, stepWords } from "@/lib/analytics/words";
import { px } from "./drawing";
import type { Layout } from "./matches-sums";

/** The days under a chart in time: a few along the way, and the last one. */
export function DayLabels({ figures, layout }: { figures: Analytics; layout: Layout }) {
  const { steps, stepKind } = figures;
  const x = scaleLinear().domain([0, steps.length]).range([layout.left, layout.right]);
  const stride = Math.max(1, Math.ceil(steps.length / layout.ticks));
  const shown = steps.map((_, index) => index).filter((index) => index % stride === 0);
  const words = (day: string) =>
    stepKind === "month" ? stepWords({ day }, stepKind) : dayWords(day);
  const y = layout.barsFoot + 20;
  return (
    <>
      {shown
        .filter((index) => steps.length - index >= stride * 0.7)
        .map((index) => (
          <text key={index} x={px(x(index))} y={y}>
            {words(steps[index]?.day ?? "")}
          </text>
        ))}
      {steps.length > 1 ? (
        <text x={layout.right} y={y} textAnchor="end">
          {words(stepKind === "day" ? (steps.at(-1)?.day ?? "") : figures.period.lastDay)}
        </text>
      ) : null}
    </>
  );
}
