import type { Analytics } from "./figures";

const ENTRIES_MAX = 64;

/**
 * Cached figures by their parameters, each with the state of the rooms that it was calculated from. An entry is used only while the
 * database reports the same state, so instances need not notify each other.
 */
const entries = new Map<string, { state: string; figures: Omit<Analytics, "hasRooms"> }>();

/** Returns the cached figures if the state of the rooms has not changed, and otherwise new ones from `count`. */
export async function cachedFigures(
  cacheKey: string,
  state: string,
  count: () => Promise<Omit<Analytics, "hasRooms">>,
): Promise<Omit<Analytics, "hasRooms">> {
  const known = entries.get(cacheKey);
  entries.delete(cacheKey);
  const figures = known?.state === state ? known.figures : await count();
  entries.set(cacheKey, { state, figures });
  const [oldest] = entries.keys();
  if (entries.size > ENTRIES_MAX && oldest !== undefined) entries.delete(oldest);
  return figures;
}
