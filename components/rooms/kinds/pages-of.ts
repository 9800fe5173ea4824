import type { KindColumn, KindPages, Loss } from "./kind-pages";
import { MATCH_PAGES } from "./match-pages";
import { PLAIN_PAGES } from "./plain-pages";

/** The pages of each kind. pages-of.test.ts fails for a family that is missing here. */
export const PAGES: Readonly<Record<string, KindPages>> = { match: MATCH_PAGES };

/** What the pages show of a room of this kind. */
export function pagesOf(kind: string): KindPages {
  return PAGES[kind] ?? PLAIN_PAGES;
}

const CONTENTS: KindColumn = {
  title: "What is in it",
  cell: (room) => pagesOf(room.kind).contents(room).join(", "),
};

/** What a list shows that may contain rooms of these kinds: what one kind has, or what all of them have. */
export function pagesOfList(kinds: readonly string[]): KindPages {
  const [kind = "", ...others] = kinds;
  if (others.length === 0) return pagesOf(kind);
  const columns = [...PLAIN_PAGES.columns, CONTENTS];
  return { ...PLAIN_PAGES, columns, finds: kinds.flatMap((one) => pagesOf(one).finds) };
}

/** What a deletion takes away from rooms of these kinds. */
export function lossesOf(
  kinds: readonly string[],
  sum: { ratings: number; matches?: number },
): Loss[] {
  return kinds.flatMap((kind) => pagesOf(kind).lossesOfMany(sum));
}

/** Losses as a dialog shows them. */
export function lossLines(losses: readonly Loss[]): { what: string; figure: string }[] {
  return losses.map(({ what, figure }) => ({ what, figure: figure.toLocaleString("en-US") }));
}
