import { LIMITS } from "./limits";

/**
 * A search as somebody typed it, ready to be compared: trimmed, with U+FFFD for what no database stores, and cut one unit after the longest
 * that is searched for. So a search that is too long is known as such wherever it is handed on to.
 */
export function searchText(given: string): string {
  const cut = given.trim().slice(0, LIMITS.searchUnitsMax + 1);
  return cut.toWellFormed().replaceAll("\0", "\ufffd");
}

/** Whether a search is longer than any that is carried out. It finds nothing, and the page says why. */
export function isTooLong(search: string): boolean {
  return search.length > LIMITS.searchUnitsMax;
}

/** For the page that shows nothing for a search which is too long. */
export const TOO_LONG_WORDS = `A search text has at most ${LIMITS.searchUnitsMax} characters. This one is longer, so nothing was searched.`;
