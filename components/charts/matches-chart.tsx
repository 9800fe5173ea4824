import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { type Analytics, peakStep, type Step } from "@/lib/analytics/figures";
import { countWords, dayWords, PERIOD_WORDS, stepWords, wholeWords } from "@/lib/analytics/words";
import { DayBars } from "./day-bars";
import { Drawing, px } from "./drawing";

interface Layout {
  on: "desk" | "phone";
  width: number;
  height: number;
  left: number;
  right: number;
  foot: number;
  barsFoot: number;
  ticks: number;
}

const DESK: Layout = {
  on: "desk",
  width: 850,
  height: 356,
  left: 34,
  right: 732,
  foot: 244,
  barsFoot: 322,
  ticks: 4,
};
const PHONE: Layout = {
  on: "phone",
  width: 350,
  height: 336,
  left: 34,
  right: 306,
  foot: 224,
  barsFoot: 302,
  ticks: 2,
};
const TOP = 14;

/** Matches added up over the period against the period before, and each step on its own below. */
export function MatchesChart({ figures, id }: { figures: Analytics; id: string }) {
  const { now, before, period } = figures;
  const words = PERIOD_WORDS[period.name];
  const compared = before
    ? `: ${wholeWords(now.matches)} this time, ${wholeWords(before.matches)} ${words.earlier}`
    : `: ${countWords(now.matches, "match", "matches")}`;
  const title = `Matches added up over time${compared}.`;
  return (
    <>
      {[DESK, PHONE].map((layout) => (
        <Drawing key={layout.on} id={id} title={title} {...layout}>
          <Sums figures={figures} layout={layout} />
          <DayBars
            steps={figures.steps}
            left={layout.left}
            right={layout.right}
            foot={layout.barsFoot}
            peakLabel={peakWords(figures)}
          />
          <Days figures={figures} layout={layout} />
        </Drawing>
      ))}
      {before ? (
        <p className="key only-phone">
          <span>
            <i />
            {words.now}
          </span>
          <span>
            <svg width="20" height="4" aria-hidden="true" className="chart-dash">
              <line className="then" x1="1" x2="19" y1="2" y2="2" />
            </svg>
            {words.before}
          </span>
        </p>
      ) : null}
    </>
  );
}

function peakWords({ steps, stepKind }: Analytics): string {
  const peak = peakStep(steps);
  if (!peak) return "";
  return `${wholeWords(peak.matches)} ${stepKind === "day" ? "on" : "in"} ${stepWords(peak, stepKind)}`;
}

function addedUp(steps: readonly Step[], of: (step: Step) => number): number[] {
  let sum = 0;
  return [0, ...steps.map((step) => (sum += of(step)))];
}

function Sums({ figures, layout }: { figures: Analytics; layout: Layout }) {
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
  const words = PERIOD_WORDS[period.name];
  const labelX = right + (on === "desk" ? 14 : 10);
  return (
    <>
      {marks.map((mark) => (
        <g key={mark}>
          <line
            className={mark === 0 ? "axis" : "grid"}
            x1={left}
            x2={right}
            y1={px(y(mark))}
            y2={px(y(mark))}
          />
          <text x={left - 10} y={px(y(mark) + 4)} textAnchor="end">
            {wholeWords(mark)}
          </text>
        </g>
      ))}
      {then ? <path className="then" d={path(then) ?? ""} /> : null}
      <path className="now" d={path(now) ?? ""} />
      {then ? <circle className="end-then" cx={right} cy={px(y(totalThen))} r="3" /> : null}
      <circle className="end-now" cx={right} cy={px(y(total))} r="4" />
      <text className="strong s15" x={labelX} y={px(nowY + 5)}>
        {wholeWords(total)}
      </text>
      {then ? (
        <text className="lbl s15" x={labelX} y={px(thenY + 5)}>
          {wholeWords(totalThen)}
        </text>
      ) : null}
      {on === "desk" ? (
        <>
          <text className="lbl" x={labelX} y={px(nowY + 22)}>
            {words.now}
          </text>
          {then ? (
            <text x={labelX} y={px(thenY + 22)}>
              {words.before}
            </text>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** Moves two labels apart until they do not touch, each to its own side. */
function apart(now: number, then: number | null, gap: number): [now: number, then: number] {
  if (then === null || Math.abs(now - then) >= gap) return [now, then ?? now];
  const push = (gap - Math.abs(now - then)) / 2;
  return now <= then ? [now - push, then + push] : [now + push, then - push];
}

function Days({ figures, layout }: { figures: Analytics; layout: Layout }) {
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
