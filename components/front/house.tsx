import { Windows } from "./windows";

const STARS = [
  "463 296 .8 .4",
  "524 253 1.1 .6",
  "190 58 .8 .4",
  "145 56 1.1 .6",
  "649 31 1.1 .4",
  "638 17 1.1 .25",
  "60 28 .6 .25",
  "614 25 .8 .4",
  "239 160 .8 .25",
  "678 53 .8 .6",
  "724 140 .8 .25",
  "525 157 .6 .25",
  "576 65 .8 .25",
  "701 10 .6 .25",
  "53 250 .8 .6",
  "644 111 1.1 .4",
  "344 54 .8 .4",
  "15 219 .6 .25",
  "252 61 .6 .25",
  "572 106 .8 .6",
  "195 77 .8 .6",
  "217 10 .8 .6",
  "311 20 .6 .25",
  "102 31 .6 .25",
  "452 142 .6 .6",
].map((star) => star.split(" "));

const GROUND_WINDOWS = [131, 187, 243, 523, 579, 635];

/** The drawing of a house at night with lit windows, for the sign-in pages. It is dark in both themes. It fills its parent element. */
export function House() {
  return (
    <svg viewBox="0 0 800 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <defs>
        <linearGradient id="house-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#0a1014" />
          <stop offset=".7" stopColor="#152029" />
          <stop offset="1" stopColor="#1e2a30" />
        </linearGradient>
        <radialGradient id="house-glow">
          <stop offset="0" stopColor="#e2b25a" stopOpacity=".22" />
          <stop offset="1" stopColor="#e2b25a" stopOpacity="0" />
        </radialGradient>
      </defs>
      <rect width="800" height="900" fill="url(#house-sky)" />
      {STARS.map(([x, y, size, light]) => (
        <circle key={`${x}-${y}`} cx={x} cy={y} r={size} fill="#e9e6dc" opacity={light} />
      ))}
      <path d="M104 220 H696 V208 H104Z" fill="#1b262d" />
      <path d="M120 220 H680 V900 H120Z" fill="#121b21" />
      <path d="M150 208 V166 H650 V208Z" fill="#151f26" />
      <Sign />
      <Windows />
      <PublicFrame />
      {GROUND_WINDOWS.map((x) => (
        <g key={x}>
          <rect x={x} y="726" width="34" height="78" fill={x === 523 ? "#cf9a43" : "#18232a"} />
          <path d={`M${x + 17} 726 v78`} stroke="#121b21" strokeWidth="2" />
        </g>
      ))}
    </svg>
  );
}

function Sign() {
  return (
    <>
      <path d="M366 166 V158 M434 166 V158" stroke="#24323a" strokeWidth="3" />
      <circle cx="400" cy="120" r="84" fill="url(#house-glow)" />
      <use href="#mark" x="370" y="78" width="60" height="82" color="#e2b25a" />
      <path d="M356 160 H444" stroke="#2b3a43" strokeWidth="3" />
    </>
  );
}

function PublicFrame() {
  return (
    <>
      <circle cx="400" cy="800" r="190" fill="url(#house-glow)" />
      <path d="M330 900 V760 a70 58 0 0 1 140 0 V900Z" fill="#0d151a" />
      <path d="M346 900 V764 a54 46 0 0 1 108 0 V900Z" fill="#e2b25a" />
      <path
        d="M400 782 V900 M346 782 H454 M400 782 V718 M400 782 L360 732 M400 782 L440 732"
        stroke="#0d151a"
        strokeWidth="3"
      />
      <path d="M392 832 v16 M408 832 v16" stroke="#0d151a" strokeWidth="3" strokeLinecap="round" />
      <path d="M296 696 H504 L492 712 H308Z" fill="#233039" />
      {[308, 492].map((x) => (
        <g key={x}>
          <circle cx={x} cy="760" r="44" fill="url(#house-glow)" />
          <circle cx={x} cy="760" r="6" fill="#f6dda4" />
        </g>
      ))}
    </>
  );
}
