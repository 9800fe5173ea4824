import emptyStateStyles from "./empty-state.module.css";

const COLUMNS = [32, 80, 128, 176, 224, 272];
const ROWS = [15, 93];

function Hook({ x, y, brass = false }: { x: number; y: number; brass?: boolean }) {
  const colour = brass ? "var(--color-brass-fill)" : "var(--color-rule-strong)";
  return (
    <>
      <path
        d={`M${x} ${y} V${y + 9} a3.2 3.2 0 0 0 6.4 0`}
        fill="none"
        stroke={colour}
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx={x} cy={y - 1} r="1.6" fill={colour} />
    </>
  );
}

function Board({ children }: { children: React.ReactNode }) {
  return (
    <svg className={emptyStateStyles.art} viewBox="0 0 304 168" aria-hidden="true">
      <rect
        x=".75"
        y=".75"
        width="302.5"
        height="166.5"
        rx="3"
        fill="none"
        stroke="var(--color-rule-strong)"
        strokeWidth="1.25"
      />
      <path d="M14 84 H290" stroke="var(--color-rule)" />
      {children}
    </svg>
  );
}

/** A key board without keys: nothing is here yet. */
export function HooksArt() {
  return (
    <Board>
      <use
        href="#fob-line"
        x="112.8"
        y="16.4"
        width="30.4"
        height="41.8"
        fill="none"
        stroke="var(--color-brass-fill)"
        strokeWidth="1.75"
        strokeDasharray="3.4 3.2"
        strokeLinecap="round"
      />
      {ROWS.flatMap((y) =>
        COLUMNS.map((x) => <Hook key={`${x}-${y}`} x={x} y={y} brass={x === 128 && y === 15} />),
      )}
    </Board>
  );
}

const MISSING = new Set(["128-15", "176-93"]);

/** A key board on which some keys are missing: nothing matches. */
export function MissingArt() {
  return (
    <Board>
      {ROWS.flatMap((y) =>
        COLUMNS.map((x) => (
          <g key={`${x}-${y}`}>
            {MISSING.has(`${x}-${y}`) ? null : (
              <use
                href="#fob"
                x={x - 15.2}
                y={y + 1.4}
                width="30.4"
                height="41.8"
                color="var(--color-ramp-1)"
              />
            )}
            <Hook x={x} y={y} />
          </g>
        )),
      )}
    </Board>
  );
}

/** A desk bell: something went wrong. It is drawn once in the document (`Sprite`), because scripts that every page loads may show it. */
export function BellArt() {
  return (
    <svg className={emptyStateStyles.art} viewBox="0 0 304 150" aria-hidden="true">
      <use href="#bell" />
    </svg>
  );
}
