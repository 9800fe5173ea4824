/** The drawings for posters by name, in a box of 120 by 180. They are drawn in a lighter colour than the background. */
export const POSTER_SHAPES = {
  planet:
    '<circle cx="66" cy="62" r="27" fill="currentColor" fill-opacity=".5"/><ellipse cx="66" cy="62" rx="48" ry="11" transform="rotate(-18 66 62)" fill="none" stroke="currentColor" stroke-width="1.2"/><circle cx="22" cy="26" r="1.4" fill="currentColor"/><circle cx="100" cy="22" r="1" fill="currentColor"/><circle cx="36" cy="98" r="1" fill="currentColor"/>',
  star: '<path d="M60 16 L72 62 L60 108 L48 62Z" fill="currentColor" fill-opacity=".52"/><path d="M14 62 L60 52 L106 62 L60 72Z" fill="currentColor" fill-opacity=".26"/>',
  door: '<path d="M44 112 V54 a16 16 0 0 1 32 0 V112Z" fill="currentColor" fill-opacity=".62"/><path d="M44 112 H76 L104 132 H16Z" fill="currentColor" fill-opacity=".17"/>',
  blinds:
    '<rect x="0" y="14" width="120" height="9" fill="currentColor" fill-opacity="0.14"/><rect x="0" y="29" width="120" height="9" fill="currentColor" fill-opacity="0.22"/><rect x="0" y="44" width="120" height="9" fill="currentColor" fill-opacity="0.34"/><rect x="0" y="59" width="120" height="9" fill="currentColor" fill-opacity="0.48"/><rect x="0" y="74" width="120" height="9" fill="currentColor" fill-opacity="0.34"/><rect x="0" y="89" width="120" height="9" fill="currentColor" fill-opacity="0.18"/>',
  desert:
    '<circle cx="36" cy="46" r="16" fill="currentColor" fill-opacity=".66"/><path d="M0 106 H32 L40 78 H74 L82 106 H120 V116 H0Z" fill="currentColor" fill-opacity=".4"/>',
  beams:
    '<path d="M-10 108 L86 -12 H112 L-10 140Z" fill="currentColor" fill-opacity=".42"/><path d="M44 108 L130 0 V22 L60 108Z" fill="currentColor" fill-opacity=".2"/>',
  keyhole:
    '<path d="M60 26 a19 19 0 0 1 10 35.2 L77 104 H43 L50 61.2 A19 19 0 0 1 60 26Z" fill="currentColor" fill-opacity=".55"/>',
  peaks:
    '<path d="M8 112 L46 46 L70 88 L84 66 L114 112Z" fill="currentColor" fill-opacity=".4"/><path d="M84 22 l2.6 8.4 8.4 2.6 -8.4 2.6 -2.6 8.4 -2.6 -8.4 -8.4 -2.6 8.4 -2.6Z" fill="currentColor"/>',
  horizon:
    '<path d="M22 92 a38 38 0 0 1 76 0Z" fill="currentColor" fill-opacity=".5"/><path d="M0 92 H120 M0 100 H120 M0 108 H120" stroke="currentColor" stroke-opacity=".5" stroke-width="1"/>',
  curtain:
    '<path d="M0 0 H120 V34 a12 12 0 0 1 -24 0 a12 12 0 0 1 -24 0 a12 12 0 0 1 -24 0 a12 12 0 0 1 -24 0 a12 12 0 0 1 -24 0Z" fill="currentColor" fill-opacity=".48"/>',
  rings:
    '<circle cx="60" cy="62" r="40" fill="none" stroke="currentColor" stroke-opacity=".4"/><circle cx="60" cy="62" r="28" fill="none" stroke="currentColor" stroke-opacity=".6"/><circle cx="60" cy="62" r="14" fill="currentColor" fill-opacity=".6"/>',
  record:
    '<circle cx="60" cy="62" r="42" fill="currentColor" fill-opacity=".34"/><circle cx="60" cy="62" r="32" fill="none" stroke="currentColor" stroke-opacity=".5"/><circle cx="60" cy="62" r="24" fill="none" stroke="currentColor" stroke-opacity=".5"/><circle cx="60" cy="62" r="12" fill="currentColor" fill-opacity=".75"/><path d="M94 16 L86 54" stroke="currentColor" stroke-width="2"/>',
  moon: '<path d="M78 24 a40 40 0 1 0 18 62 a32 32 0 1 1 -18 -62Z" fill="currentColor" fill-opacity=".5"/><circle cx="92" cy="34" r="1.4" fill="currentColor"/><circle cx="104" cy="58" r="1" fill="currentColor"/>',
  heart:
    '<circle cx="46" cy="58" r="27" fill="currentColor" fill-opacity=".38"/><circle cx="74" cy="58" r="27" fill="currentColor" fill-opacity=".38"/>',
  kite: '<path d="M60 16 L88 54 L60 96 L32 54Z" fill="currentColor" fill-opacity=".46"/><path d="M60 16 V96 M32 54 H88" stroke="currentColor" stroke-opacity=".6"/><path d="M60 96 q10 8 2 16 q-8 8 4 18" fill="none" stroke="currentColor" stroke-opacity=".6"/>',
} as const;

export type PosterShape = keyof typeof POSTER_SHAPES;
