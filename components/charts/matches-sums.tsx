import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { PERIOD_TEXT, wholeText } from "@/lib/match/analytics/figure-text";
import type { Analytics, Step } from "@/lib/match/analytics/figures";
import { px } from "./drawing";
import drawingStyles from "./drawing.module.css";

/** The positions of the parts in one of the two drawings. */
export interface Layout {
  on: "desk" | "phone";
  width: number;
  height: number;
  left: number;
  right: number;
  foot: number;
  barsFoot: number;
  ticks: number;
}

const TOP = 14;

function addedUp(steps: readonly Step[], of: (step: Step) => number): number[] {
  let sum = 0;
  return [0, ...steps.map((step) => (sum += of(step)))];
}

/** Two lines with a label at the end of each: this period solid, the period before dashed. */
export function Sums({ figures, layout }: { figures: Analytics; layout: Layout }) {
  const { steps, before, period } = figures;
  const { left, right, foot, on } = layout;
  const now = addedUp(steps, (step) => step.matches);
  const then = before ? addedUp(steps, (step) => step.matchesBefore ?? 0) : null;
  const total = now.at(-1) ?? 0;
  const totalThen = then?.at(-1) ?? 0;
  const y = scaleLinear()
    .domain([0, Math.max(total, totalThen, 1)])
    .nice(3)
    .range([foot, TOP]);
  const x = scaleLinear().domain([0, steps.length]).range([left, right]);
  const path = line<number>(
    (_, index) => px(x(index)),
    (value) => px(y(value)),
  );
  const marks = y.ticks(3).filter(Number.isInteger);
  const [nowY, thenY] = apart(y(total), then ? y(totalThen) : null, on === "desk" ? 42 : 18);
  const text = PERIOD_TEXT[period.name];
  const labelX = right + (on === "desk" ? 14 : 10);
  return (
    <>
      {marks.map((mark) => (
        <g key={mark}>
          <line
            className={mark === 0 ? drawingStyles.axis : drawingStyles.grid}
            x1={left}
            x2={right}
            y1={px(y(mark))}
            y2={px(y(mark))}
          />
          <text x={left - 10} y={px(y(mark) + 4)} textAnchor="end">
            {wholeText(mark)}
          </text>
        </g>
      ))}
      {then ? <path className={drawingStyles.then} d={path(then) ?? ""} /> : null}
      <path className={drawingStyles.now} d={path(now) ?? ""} />
      {then ? (
        <circle className={drawingStyles.endThen} cx={right} cy={px(y(totalThen))} r="3" />
      ) : null}
      <circle className={drawingStyles.endNow} cx={right} cy={px(y(total))} r="4" />
      <text className={`${drawingStyles.strong} ${drawingStyles.s15}`} x={labelX} y={px(nowY + 5)}>
        {wholeText(total)}
      </text>
      {then ? (
        <text className={`${drawingStyles.lbl} ${drawingStyles.s15}`} x={labelX} y={px(thenY + 5)}>
          {wholeText(totalThen)}
        </text>
      ) : null}
      {on === "desk" ? (
        <>
          <text className={drawingStyles.lbl} x={labelX} y={px(nowY + 22)}>
            {text.now}
          </text>
          {then ? (
            <text x={labelX} y={px(thenY + 22)}>
              {text.before}
            </text>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** Moves two labels apart, one up and one down, until they do not touch. */
function apart(now: number, then: number | null, gap: number): [now: number, then: number] {
  if (then === null || Math.abs(now - then) >= gap) return [now, then ?? now];
  const push = (gap - Math.abs(now - then)) / 2;
  return now <= then ? [now - push, then + push] : [now + push, then - push];
}
