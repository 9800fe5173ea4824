import {
  type Agreement,
  agreementOf,
  COMMON_FILMS_MIN,
  type Pair,
  PEOPLE_DRAWN_MAX,
} from "./figures";

/**
 * How many films in one room were rated and liked by exactly the same people. `rated` and `liked` are bit masks in the order of the
 * people.
 */
export interface AnswerPattern {
  rated: number;
  liked: number;
  films: number;
}

/** Adds up the patterns to one entry for every two people who rated the same film. */
export function pairsOf(people: readonly string[], patterns: readonly AnswerPattern[]): Pair[] {
  const width = people.length;
  const common = new Array<number>(width * width).fill(0);
  const same = new Array<number>(width * width).fill(0);
  for (const { rated, liked, films } of patterns) {
    for (let i = 0; i < width; i += 1) {
      if (!((rated >> i) & 1)) continue;
      for (let j = i + 1; j < width; j += 1) {
        if (!((rated >> j) & 1)) continue;
        const at = i * width + j;
        common[at] = (common[at] ?? 0) + films;
        if (((liked >> i) & 1) === ((liked >> j) & 1)) same[at] = (same[at] ?? 0) + films;
      }
    }
  }
  const pairs: Pair[] = [];
  for (const [i, a] of people.entries())
    for (const [j, b] of people.entries()) {
      const films = common[i * width + j] ?? 0;
      if (i < j && films > 0) pairs.push({ a, b, common: films, same: same[i * width + j] ?? 0 });
    }
  return pairs.sort(byAgreement);
}

function byAgreement(left: Pair, right: Pair): number {
  const compared =
    Number(right.common >= COMMON_FILMS_MIN) - Number(left.common >= COMMON_FILMS_MIN);
  const closer = right.same / right.common - left.same / left.common;
  return compared || closer || right.common - left.common;
}

/**
 * Chooses the people that the chart shows. It starts with everybody who can be compared with somebody, and leaves out the person who can
 * be compared with the fewest others until at most PEOPLE_DRAWN_MAX remain. They are sorted so that people who agree are next to each
 * other.
 *
 * @param people most ratings first, at most 31
 */
export function agreementAmong(
  people: readonly string[],
  patterns: readonly AnswerPattern[],
): Agreement {
  const pairs = pairsOf(people, patterns);
  const compared = pairs.filter((pair) => pair.common >= COMMON_FILMS_MIN);
  const everybody = people.filter((name) => compared.some(({ a, b }) => a === name || b === name));
  let drawn = everybody;
  while (drawn.length > PEOPLE_DRAWN_MAX) {
    const links = (name: string) =>
      compared.filter(
        ({ a, b }) => (a === name && drawn.includes(b)) || (b === name && drawn.includes(a)),
      ).length;
    const fewest = Math.min(...drawn.map(links));
    const leaves = drawn.findLast((name) => links(name) === fewest);
    drawn = drawn.filter((name) => name !== leaves);
  }
  const within = compared.filter(({ a, b }) => drawn.includes(a) && drawn.includes(b));
  return { pairs, people: inOrder(drawn, within), morePeople: everybody.length > drawn.length };
}

/** Starts with the pair that agrees most. Each next person is the one who agrees most with the people before. */
function inOrder(drawn: readonly string[], compared: readonly Pair[]): string[] {
  const first = compared[0];
  if (!first) return [];
  const between = new Map<string, number>();
  for (const pair of compared) {
    between.set(JSON.stringify([pair.a, pair.b]), agreementOf(pair) ?? 0);
    between.set(JSON.stringify([pair.b, pair.a]), agreementOf(pair) ?? 0);
  }
  const placed = [first.a, first.b];
  const closeness = (name: string) =>
    placed.reduce((sum, other) => sum + (between.get(JSON.stringify([name, other])) ?? 0), 0);
  while (placed.length < drawn.length) {
    const left = drawn.filter((name) => !placed.includes(name));
    const closest = Math.max(...left.map(closeness));
    placed.push(left.find((name) => closeness(name) === closest) ?? left[0] ?? "");
  }
  return placed;
}
