import { shownText } from "./hidden-characters";

const GRAPHEMES_SHOWN = 60;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A name inside a plain sentence: quoted, its hidden characters as their code points, and cut between characters when it is long. */
export function quoteName(name: string): string {
  const graphemes = Array.from(segmenter.segment(shownText(name)), ({ segment }) => segment);
  if (graphemes.length <= GRAPHEMES_SHOWN) return `“${graphemes.join("")}”`;
  return `“${graphemes
    .slice(0, GRAPHEMES_SHOWN - 1)
    .join("")
    .trimEnd()}…”`;
}
