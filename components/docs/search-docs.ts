import { foldText } from "@/lib/core/fold-text";

/** One section of the docs that the search can find. */
export interface DocsEntry {
  href: string;
  /** The title of its page. */
  page: string;
  title: string;
  text: string;
}

export interface FoundEntry {
  entry: DocsEntry;
  /** The text around the first match. */
  excerpt: string;
}

const EXCERPT_UNITS = 120;

/** The sections that contain every word of the query. Those with the words in their title come first. */
export function searchDocs(
  entries: readonly DocsEntry[],
  query: string,
  max: number,
): FoundEntry[] {
  const words = foldText(query).split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  return entries
    .map((entry, index) => ({ entry, index, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, max)
    .map(({ entry }) => ({ entry, excerpt: excerptOf(entry.text, words) }));
}

/** The rank of a section; 0 when it lacks a word of the query. */
function scoreOf(entry: DocsEntry, words: readonly string[]): number {
  const title = entry.title.toLowerCase();
  const page = entry.page.toLowerCase();
  const text = entry.text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const score =
      (title === word ? 12 : title.startsWith(word) ? 8 : title.includes(word) ? 6 : 0) +
      (page.includes(word) ? 3 : 0) +
      (text.includes(word) ? 1 : 0);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function excerptOf(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...words.map((word) => lower.indexOf(word)));
  const from = Math.max(0, at - EXCERPT_UNITS / 3);
  const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
  const piece = text.slice(start, start + EXCERPT_UNITS);
  const isCut = start + EXCERPT_UNITS < text.length;
  return `${start > 0 ? "… " : ""}${isCut ? piece.replace(/\s\S*$/, " …") : piece}`;
}
