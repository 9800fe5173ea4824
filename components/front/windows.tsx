/**
 * Six floors of eight windows, a letter each: `.` dark, `l` lit, `d` dimly lit, `b` bright, `c` lit behind a half-drawn
 * curtain, `C` the same dimly, `p` lit with somebody at it.
 */
const FLOORS = ["...l....", ".l....C.", "l...p...", "..c..dl.", "d..l....", ".b...c.."];

const LIGHT: Record<string, string> = {
  l: "#e2b25a",
  c: "#e2b25a",
  p: "#e2b25a",
  d: "#cf9a43",
  C: "#cf9a43",
  b: "#f0cb84",
};
const DARK = ["#1a262e", "#18232a", "#172128"];

const WIDTH = 35.3;
const HEIGHT = 50;

interface Pane {
  kind: string;
  x: number;
  y: number;
  dark: string;
}

const PANES: Pane[] = FLOORS.flatMap((floor, row) =>
  [...floor].map((kind, column) => ({
    kind,
    x: 161.9 + column * 63,
    y: 246 + row * 74,
    dark: DARK[(row * 5 + column * 3 + ((row * column) % 2)) % DARK.length] ?? "#18232a",
  })),
);

/** The windows of the house and the light they throw. */
export function Windows() {
  return (
    <>
      {FLOORS.map((floor, row) => (
        <path key={floor} d={`M120 ${307 + row * 74} H680`} stroke="#1c2830" strokeWidth="1" />
      ))}
      {PANES.filter(({ kind }) => kind !== ".").map(({ x, y }) => (
        <circle key={`${x}-${y}`} cx={x + 17.6} cy={y + 25} r="60" fill="url(#house-glow)" />
      ))}
      {PANES.map((pane) => (
        <Window key={`${pane.x}-${pane.y}`} {...pane} />
      ))}
    </>
  );
}

function Window({ kind, x, y, dark }: Pane) {
  const middle = x + WIDTH / 2;
  return (
    <>
      <rect x={x} y={y} width={WIDTH} height={HEIGHT} fill={LIGHT[kind] ?? dark} />
      {kind.toLowerCase() === "c" ? (
        <path d={`M${x} ${y} h12.7 q-2 25 -3.5 50 h-9.2Z`} fill="#8a5f1f" opacity=".7" />
      ) : null}
      {kind === "p" ? (
        <g fill="#33250e">
          <circle cx={x + 24} cy={y + 29} r="4.4" />
          <path d={`M${x + 15} ${y + HEIGHT} v-6 a9 9 0 0 1 18 0 v6Z`} />
        </g>
      ) : null}
      <path
        d={`M${middle} ${y} V${y + HEIGHT} M${x} ${y + 20} H${x + WIDTH}`}
        stroke="#121b21"
        strokeWidth="2"
      />
      <path d={`M${x - 3} ${y + 52} H${x + WIDTH + 3}`} stroke="#24323a" strokeWidth="3" />
    </>
  );
}
