/**
 * The upper limits of the first three brightness levels; the fourth has none. They are round numbers, chosen so that the busiest hour has
 * the highest level. If the busiest hour has at most four ratings, each number of ratings is a level of its own.
 */
export function levelLimits(most: number): number[] {
  let unit = 0;
  for (let power = 1; power < most; power *= 10)
    for (const step of [1, 2.5, 5]) {
      const candidate = step * power;
      if (Number.isInteger(candidate) && candidate * 4 < most) unit = Math.max(unit, candidate);
    }
  return unit === 0 ? [1, 2, 3] : [unit, unit * 2, unit * 4];
}

/** The brightness level for this number of ratings, from 0 (dark) to 4. */
export function levelOf(ratings: number, limits: readonly number[]): number {
  if (ratings === 0) return 0;
  const at = limits.findIndex((end) => ratings <= end);
  return at === -1 ? 4 : at + 1;
}

/** "none", "1 to 25", "26 to 50", "51 to 100", "more than 100" */
export function levelTexts(limits: readonly number[]): string[] {
  const texts = ["none"];
  let from = 1;
  for (const end of limits) {
    texts.push(from === end ? `${end}` : `${from} to ${end}`);
    from = end + 1;
  }
  return [...texts, `more than ${from - 1}`];
}
