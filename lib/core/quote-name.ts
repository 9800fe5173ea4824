const GRAPHEMES_SHOWN = 60;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A room's name inside a plain sentence: quoted, and cut between characters when it is long. */
export function quoteName(name: string): string {
  const graphemes = Array.from(segmenter.segment(name), ({ segment }) => segment);
  if (graphemes.length <= GRAPHEMES_SHOWN) return `“${name}”`;
  return `“${graphemes
    .slice(0, GRAPHEMES_SHOWN - 1)
    .join("")
    .trimEnd()}…”`;
}
