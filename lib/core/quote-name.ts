import { shownText } from "./hidden-characters";

const GRAPHEMES_SHOWN = 60;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A name for use in a sentence: in quotation marks, with hidden characters as their code points, and cut between graphemes if it is long.
 */
export function quoteName(name: string): string {
  const graphemes = Array.from(segmenter.segment(shownText(name)), ({ segment }) => segment);
  if (graphemes.length <= GRAPHEMES_SHOWN) return `“${graphemes.join("")}”`;
  return `“${graphemes
    .slice(0, GRAPHEMES_SHOWN - 1)
    .join("")
    .trimEnd()}…”`;
}
