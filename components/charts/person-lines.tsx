import { max } from "d3-array";
import { Name } from "@/components/ui/name";
import { shownText } from "@/lib/core/hidden-characters";
import { percentText, wholeText } from "@/lib/match/analytics/figure-text";
import { type PersonSteps, share } from "@/lib/match/analytics/figures";
import { px } from "./drawing";
import drawingStyles from "./drawing.module.css";
import rankStyles from "./rank.module.css";

const LINES = 12;
const WIDTH = 420;
const HEIGHT = 26;

/** When each person rated, and how much: a row for each person, with a bar for each step, all on one scale. */
export function PersonLines({ people }: { people: readonly PersonSteps[] }) {
  const shown = people.slice(0, LINES);
  const tallest = max(shown.flatMap(({ bySteps }) => bySteps)) ?? 1;
  return (
    <ol className={`${rankStyles.rank} ${rankStyles.persons}`}>
      {shown.map((person) => (
        <li key={person.name}>
          <span className={rankStyles.t} title={shownText(person.name)}>
            <Name dir="auto">{person.name}</Name>
          </span>
          <PersonBars bySteps={person.bySteps} tallest={tallest} />
          <span className={rankStyles.v}>
            {wholeText(person.ratings)}
            <span className="sr-only">{person.ratings === 1 ? " rating," : " ratings,"}</span>
          </span>
          <span className={rankStyles.share}>
            {percentText(share(person.likes, person.ratings))} % liked
          </span>
        </li>
      ))}
    </ol>
  );
}

function PersonBars({ bySteps, tallest }: { bySteps: readonly number[]; tallest: number }) {
  const stride = WIDTH / Math.max(bySteps.length, 1);
  const width = Math.max(1.5, stride * 0.7);
  return (
    <svg
      className={drawingStyles.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line className={drawingStyles.grid} x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {bySteps.map((ratings, index) =>
        ratings === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: steps in order of time
            key={index}
            className={drawingStyles.b}
            x={px(index * stride + (stride - width) / 2)}
            y={px(HEIGHT - Math.max(2, (ratings / tallest) * (HEIGHT - 2)))}
            width={px(width)}
            height={px(Math.max(2, (ratings / tallest) * (HEIGHT - 2)))}
          />
        ),
      )}
    </svg>
  );
}
