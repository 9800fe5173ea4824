import { max } from "d3-array";
import { peakStep, type Step } from "@/lib/match/analytics/figures";
import { px } from "./drawing";
import drawingStyles from "./drawing.module.css";

const TALLEST = 46;
/** Up to this number, each match is drawn as a mark of its own. */
const MARKS_MAX = 6;

/** Matches of each step as bars. The highest bar is highlighted; the dash is the same step of the period before. */
export function DayBars({
  steps,
  left,
  right,
  foot,
  peakLabel,
}: {
  steps: readonly Step[];
  left: number;
  right: number;
  foot: number;
  peakLabel: string;
}) {
  const stride = (right - left) / Math.max(steps.length, 1);
  const tallest = max(steps, (step) => Math.max(step.matches, step.matchesBefore ?? 0)) ?? 0;
  const unit = TALLEST / Math.max(tallest, MARKS_MAX);
  const peak = peakStep(steps);
  const peakAt = peak ? steps.indexOf(peak) : -1;
  const labelX = Math.min(Math.max(left + (peakAt + 0.5) * stride, left + 56), right - 56);
  return (
    <>
      <line className={drawingStyles.axis} x1={left} x2={right} y1={foot} y2={foot} />
      {steps.map((step, index) => {
        const x = left + index * stride;
        return (
          <g key={step.start}>
            {step.matches > 0 ? (
              <Bar
                x={x + stride * 0.2}
                width={stride * 0.6}
                foot={foot}
                unit={unit}
                count={step.matches}
                marks={tallest <= MARKS_MAX}
                peak={index === peakAt}
              />
            ) : null}
            {step.matchesBefore ? (
              <line
                className={drawingStyles.before}
                x1={px(x + stride * 0.06)}
                x2={px(x + stride * 0.94)}
                y1={px(foot - step.matchesBefore * unit)}
                y2={px(foot - step.matchesBefore * unit)}
              />
            ) : null}
          </g>
        );
      })}
      {peak ? (
        <text
          className={drawingStyles.brass}
          x={px(labelX)}
          y={px(foot - peak.matches * unit - 8)}
          textAnchor="middle"
        >
          {peakLabel}
        </text>
      ) : null}
    </>
  );
}

function Bar(props: {
  x: number;
  width: number;
  foot: number;
  unit: number;
  count: number;
  marks: boolean;
  peak: boolean;
}) {
  const { x, width, foot, unit, count, marks, peak } = props;
  const gap = marks ? 1.5 : 0;
  const pieces = marks ? count : 1;
  const height = marks ? unit - gap : unit * count;
  return Array.from({ length: pieces }, (_, index) => (
    <rect
      // biome-ignore lint/suspicious/noArrayIndexKey: a pile of equal marks
      key={index}
      className={peak ? `${drawingStyles.b} ${drawingStyles.pk}` : drawingStyles.b}
      x={px(x)}
      y={px(foot - height - index * unit - gap)}
      width={px(width)}
      height={px(height)}
    />
  ));
}
