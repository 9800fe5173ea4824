import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Costed<Input> {
  /** The smallest of the five sizes; each of the others is twice the one before. Choose it so that the largest costs 30 to 100 ms. */
  smallest: number;
  /** Makes what is given, outside of what is measured: anew for each run, as a run may use it up. */
  make(size: number): Input | Promise<Input>;
  /** What is measured. It may refuse the input, but it must not throw. */
  run(input: Input, size: number): unknown;
  /** Tidies up after a run, outside of what is measured. */
  after?(input: Input, size: number): unknown;
  /** The CPU time used so far by the one who does the work, in ms; this process by default. */
  cpuMs?(): number | Promise<number>;
}

export interface Cost {
  size: number;
  /** The least CPU time of all runs of this size: what else the machine does can only add to it. */
  cpuMs: number;
}

const DOUBLINGS = 5;
/** Runs of each size before the first judgement, and before each that follows a refusal. */
const ROUNDS = 3;
const JUDGEMENTS = 10;
/**
 * Costs below this count as this. At that scale the compiler and the garbage collector decide, not the code; and what costs so little
 * at the largest size stops nobody, however it grows.
 */
const FLOOR_MS = 5;
/**
 * Cost may grow as size to this power. Sorting and what outgrows the caches of a CPU stay below 1.3, and below 1.55 where others
 * use the same caches; what looks at everything again for each of its items is at 2.
 */
const EXPONENT_MAX = 1.6;
/** No noise makes linear cost look like this, so it is judged twice instead of ten times. */
const EXPONENT_BEYOND_DOUBT = 1.85;
/** A run that takes longer than this, of a cost that already grows too fast, is the last one. */
const HOPELESS_MS = 1_000;

/**
 * Gives `run` five doubling sizes and throws where its CPU time grows faster than its size. Wall-clock time plays no part, the
 * least of several runs counts, and a refusal is only believed after more runs, so a busy machine does not make it fail.
 *
 * @returns the costs, smallest size first
 */
export async function requireProportionalCost<Input>(costed: Costed<Input>): Promise<Cost[]> {
  const costs: Cost[] = Array.from({ length: DOUBLINGS }, (_, step) => ({
    size: costed.smallest * 2 ** step,
    cpuMs: Number.POSITIVE_INFINITY,
  }));
  // What has not run yet is slower than it will be, which would make the smallest size look dear.
  await measure(costed, costed.smallest);
  for (let judgement = 1; judgement <= JUDGEMENTS; judgement++) {
    for (let round = 0; round < ROUNDS; round++) await measureEach(costed, costs);
    const growth = growthOf(costs);
    if (growth <= EXPONENT_MAX) return costs;
    if (judgement > 1 && growth > EXPONENT_BEYOND_DOUBT) break;
  }
  throw new Error(refusalOf(costs));
}

async function measureEach<Input>(costed: Costed<Input>, costs: Cost[]): Promise<void> {
  for (const [index, cost] of costs.entries()) {
    cost.cpuMs = Math.min(cost.cpuMs, await measure(costed, cost.size));
    const soFar = costs.slice(0, index + 1);
    if (cost.cpuMs > HOPELESS_MS && index >= 2 && growthOf(soFar) > EXPONENT_MAX) {
      throw new Error(refusalOf(soFar));
    }
  }
}

async function measure<Input>(costed: Costed<Input>, size: number): Promise<number> {
  const cpuMs = costed.cpuMs ?? ownCpuMs;
  const input = await costed.make(size);
  collectGarbage();
  const before = await cpuMs();
  await costed.run(input, size);
  const used = (await cpuMs()) - before;
  await costed.after?.(input, size);
  return used;
}

/**
 * The power of the size that the cost grows with: over all sizes, or over the three largest where that is more, because what every
 * call costs hides the growth among the small ones.
 */
export function growthOf(costs: readonly Cost[]): number {
  return Math.max(slopeOf(costs), slopeOf(costs.slice(-3)));
}

/** The slope of a straight line through the logarithms of sizes and costs. */
function slopeOf(costs: readonly Cost[]): number {
  const points = costs.map(({ size, cpuMs }) => ({
    x: Math.log2(size),
    y: Math.log2(Math.max(cpuMs, FLOOR_MS)),
  }));
  const middleX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const middleY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const above = points.reduce((sum, { x, y }) => sum + (x - middleX) * (y - middleY), 0);
  const below = points.reduce((sum, { x }) => sum + (x - middleX) ** 2, 0);
  return above / below;
}

function refusalOf(costs: readonly Cost[]): string {
  const lines = costs.map(({ size, cpuMs }) => `  ${size}: ${cpuMs.toFixed(1)} ms`);
  const power = growthOf(costs).toFixed(2);
  return [`CPU time grows with the size to the power of ${power}:`, ...lines].join("\n");
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

let collector: (() => void) | undefined;

/** So that nobody pays for the garbage of the run before. */
function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as () => void;
  }
  collector();
}
