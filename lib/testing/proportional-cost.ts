import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export interface Costed<Input> {
  /** The smallest of the five sizes; each further size is twice the previous one. Choose it so that the largest costs 30 to 100 ms. */
  smallest: number;
  /** Makes the input, outside of the measurement and again for each run, because a run may use it up. */
  make(size: number): Input | Promise<Input>;
  /** The measured work. It may refuse the input, but it must not throw. */
  run(input: Input, size: number): unknown;
  /** Cleans up after a run, outside of the measurement. */
  after?(input: Input, size: number): unknown;
  /** Returns the CPU time in ms that the working process has used so far; by default this process. */
  cpuMs?(): number | Promise<number>;
}

export interface Cost {
  size: number;
  /** The least CPU time of all runs of this size, because other work on the machine can only add to it. */
  cpuMs: number;
}

const DOUBLINGS = 5;
/** How many runs of each size are made before each comparison. */
const ROUNDS = 3;
const ATTEMPTS = 10;
/**
 * Lower costs count as this one, because the compiler and the garbage collector dominate them. Code that costs so little at the
 * largest size causes no problem, no matter how the cost grows.
 */
const FLOOR_MS = 5;
/**
 * The largest allowed exponent of the growth. Sorting, and data larger than the CPU's caches, stay below 1.3, and below 1.55 if other
 * processes use the same caches. Code that reads all items again for each item has 2.
 */
const EXPONENT_MAX = 1.6;
/** Noise does not make linear growth look this steep, so such growth is measured only twice and not ten times. */
const EXPONENT_BEYOND_DOUBT = 1.85;
/** If the growth is beyond doubt, a run that takes longer than this is the last one. */
const HOPELESS_MS = 1_000;

/**
 * Runs `run` with five sizes, each twice the previous one, and throws if its CPU time grows faster than the size. Wall-clock time does not
 * matter, the least of several runs counts, and a failure needs more runs, so a busy machine does not make it fail.
 *
 *
 * @returns the costs, smallest size first
 */
export async function requireProportionalCost<Input>(costed: Costed<Input>): Promise<Cost[]> {
  const costs: Cost[] = Array.from({ length: DOUBLINGS }, (_, step) => ({
    size: costed.smallest * 2 ** step,
    cpuMs: Number.POSITIVE_INFINITY,
  }));
  // Code is slower in its first runs, which would make the smallest size look expensive.
  await measure(costed, costed.smallest);
  for (let judgement = 1; judgement <= ATTEMPTS; judgement++) {
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
    if (cost.cpuMs > HOPELESS_MS && index >= 2 && growthOf(soFar) > EXPONENT_BEYOND_DOUBT) {
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
 * The exponent of the growth over all sizes, or over the three largest if that is greater, because the fixed cost of every call hides
 * the growth among the small sizes.
 */
export function growthOf(costs: readonly Cost[]): number {
  return Math.max(slopeOf(costs), slopeOf(costs.slice(-3)));
}

/** The slope of a straight line through the logarithms of size and cost. */
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

/** Collects the garbage of the previous run, so that the next run does not pay for it. */
function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as () => void;
  }
  collector();
}
