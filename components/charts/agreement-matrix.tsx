import { counted } from "@/lib/core/counted";
import { shownText } from "@/lib/core/hidden-characters";
import { percentText } from "@/lib/match/analytics/figure-text";
import {
  type Agreement,
  agreementOf,
  type Pair,
  PEOPLE_DRAWN_MAX,
} from "@/lib/match/analytics/figures";
import { pairFindings, pairText } from "@/lib/match/analytics/findings";
import styles from "./agreement-matrix.module.css";
import { Drawing } from "./drawing";
import drawingStyles from "./drawing.module.css";

interface Size {
  on: "desk" | "phone";
  left: number;
  cell: number;
  nameUnits: number;
}

const DESK: Size = { on: "desk", left: 96, cell: 58, nameUnits: 11 };
const PHONE: Size = { on: "phone", left: 76, cell: 38, nameUnits: 9 };

/** How often each two people gave the same answer, as a triangle. The pair that agrees most has a highlighted edge. */
export function AgreementMatrix({ agreement, id }: { agreement: Agreement; id: string }) {
  const { people, pairs } = agreement;
  const title = `How often each two of ${counted(people.length, "person", "people")} gave the same answer, in per cent.`;
  const { most } = pairFindings({ agreement });
  return [DESK, PHONE].map((size) => {
    const side = (people.length - 1) * size.cell;
    return (
      <Drawing
        key={size.on}
        on={size.on}
        id={id}
        title={title}
        width={size.left + (PEOPLE_DRAWN_MAX - 1) * size.cell}
        height={side + 34}
      >
        {people.slice(1).map((name, row) => (
          <g key={name}>
            <text
              className={`${drawingStyles.lbl} ${drawingStyles.name}`}
              x={size.left - 12}
              y={row * size.cell + size.cell / 2 + 4}
              textAnchor="end"
            >
              {shorten(name, size.nameUnits)}
              <title>{shownText(name)}</title>
            </text>
            {people.slice(0, row + 1).map((other, column) => (
              <MatrixCell
                key={other}
                pair={pairs.find(({ a, b }) => isPair(a, b, name, other))}
                x={size.left + column * size.cell}
                y={row * size.cell}
                size={size.cell - 2}
              />
            ))}
          </g>
        ))}
        {people.slice(0, -1).map((name, column) => (
          <text
            key={name}
            className={drawingStyles.lbl}
            x={size.left + column * size.cell + (size.cell - 2) / 2}
            y={side + 18}
            textAnchor="middle"
          >
            {shorten(name, size.on === "desk" ? 8 : 5)}
            <title>{shownText(name)}</title>
          </text>
        ))}
        {most ? <BestEdge people={people} best={most} size={size} /> : null}
      </Drawing>
    );
  });
}

function isPair(a: string, b: string, one: string, two: string): boolean {
  return (a === one && b === two) || (a === two && b === one);
}

function MatrixCell(props: { pair: Pair | undefined; x: number; y: number; size: number }) {
  const { pair, x, y, size } = props;
  const value = pair ? agreementOf(pair) : null;
  const middle = { x: x + size / 2, y: y + size / 2 };
  if (!pair || value === null)
    return <circle className={drawingStyles.dot} cx={middle.x} cy={middle.y} r="1.5" />;
  const shade = value < 0.5 ? 0 : value < 0.55 ? 1 : value < 0.65 ? 2 : value < 0.75 ? 3 : 4;
  return (
    <>
      <rect className={styles[`r${shade}`]} x={x} y={y} width={size} height={size}>
        <title>{`${shownText(pair.a)} and ${shownText(pair.b)}: ${pairText(pair)}`}</title>
      </rect>
      <text
        className={`${drawingStyles.on} ${drawingStyles[`t${shade}`]}`}
        x={middle.x}
        y={middle.y + 4.5}
        textAnchor="middle"
      >
        {percentText(value)}
      </text>
    </>
  );
}

function BestEdge({ people, best, size }: { people: string[]; best: Pair; size: Size }) {
  const places = [people.indexOf(best.a), people.indexOf(best.b)].sort((a, b) => a - b);
  const [column = 0, row = 0] = places;
  const side = size.cell - 4;
  const x = size.left + column * size.cell + 1;
  return (
    <rect
      className={drawingStyles.best}
      x={x}
      y={(row - 1) * size.cell + 1}
      width={side}
      height={side}
    />
  );
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Shortens a name that would overlap the next one. The whole name is in its title and in the table. */
function shorten(name: string, units: number): string {
  const letters = [...GRAPHEMES.segment(shownText(name))].map(({ segment }) => segment);
  return letters.length <= units ? letters.join("") : `${letters.slice(0, units - 1).join("")}…`;
}
