import { LIMITS } from "./limits";

/**
 * Normalizes a search text: trims it and replaces what Postgres cannot store by U+FFFD. A text that is too long is cut to one unit more
 * than the maximum, so that `isTooLong` still recognizes it.
 */
export function searchText(given: string): string {
  const cut = given.trim().slice(0, LIMITS.searchUnitsMax + 1);
  return cut.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Whether a search text is too long. Such a search finds nothing, and the page says why. */
export function isTooLong(search: string): boolean {
  return search.length > LIMITS.searchUnitsMax;
}

/** What a page says about a search text that is too long. */
export const TOO_LONG_TEXT = `A search text has at most ${LIMITS.searchUnitsMax} characters. This one is longer, so nothing was searched.`;
