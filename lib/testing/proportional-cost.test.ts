import { describe, expect, test } from "vitest";
import { growthOf, requireProportionalCost } from "./proportional-cost";

/** Work that no compiler can optimize away. */
function work(steps: number): number {
  let sum = 0;
  for (let step = 0; step < steps; step++) sum = (sum * 31 + step) % 1_000_003;
  return sum;
}

const STEPS = 500;

function costing(stepsOf: (size: number) => number) {
  return requireProportionalCost({
    smallest: 1_000,
    make: (size) => size,
    run: (size) => work(stepsOf(size) * STEPS),
  });
}

describe("cost that grows with its size passes", () => {
  test.each<[string, (size: number) => number]>([
    ["nothing at all", () => 0],
    ["the same for every size", () => 5_000],
    ["linear", (size) => size],
    ["linear, after an expensive start", (size) => 20_000 + size],
    ["sorting", (size) => (size * Math.log2(size)) / 10],
  ])("%s", async (_, stepsOf) => {
    const costs = await costing(stepsOf);
    expect(costs.map(({ size }) => size)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  test("a real sort, with its input made outside of the measurement", async () => {
    await requireProportionalCost({
      smallest: 4_000,
      make: (size) => Array.from({ length: size }, (_, at) => (at * 7_919) % size),
      run: (numbers) => numbers.sort((a, b) => a - b),
    });
  });
});

describe("cost that grows faster is refused", () => {
  test.each<[string, (size: number) => number]>([
    ["quadratic", (size) => size ** 2 / 4_000],
    ["n to the power of 1.8", (size) => size ** 1.8 / 700],
    ["quadratic, after an expensive start", (size) => 1_000 + size ** 2 / 4_000],
  ])("%s", async (_, stepsOf) => {
    await expect(costing(stepsOf)).rejects.toThrow(
      /^CPU time grows with the size to the power of /,
    );
  });

  test("a list that is searched again for each of its items", async () => {
    const quadratic = requireProportionalCost({
      smallest: 600,
      make: (size) => Array.from({ length: size }, (_, at) => `field ${at}`),
      run: (names) => names.filter((name) => names.includes(name)).length,
    });
    await expect(quadratic).rejects.toThrow(/^CPU time grows with the size to the power of /);
  });

  test("it stops early if the largest size would take minutes", async () => {
    const seen: number[] = [];
    const hopeless = requireProportionalCost({
      smallest: 1_000,
      make: (size) => size,
      run: (size) => {
        seen.push(size);
        work(size ** 2 * 20);
      },
    });
    await expect(hopeless).rejects.toThrow(/power of /);
    expect(seen).not.toContain(16_000);
  });
});

test("it can measure another process's CPU time, and makes new input for each run", async () => {
  let used = 0;
  const made: number[] = [];
  await requireProportionalCost({
    smallest: 10,
    make: (size) => {
      made.push(size);
      return [size];
    },
    run: (input) => {
      used += (input.pop() ?? Number.NaN) * 2;
    },
    cpuMs: () => used,
  });
  expect(made.length).toBeGreaterThanOrEqual(11);
});

test.each<[string, number[], number]>([
  ["costs below the floor count as equal", [0.01, 0.1, 0.2, 0.5, 4.9], 0],
  ["linear from below the floor", [1.3, 2.6, 5, 10, 20], 1],
  ["linear", [10, 20, 40, 80, 160], 1],
  ["quadratic after an expensive start", [101, 104, 116, 164, 356], 0.8],
  ["n to the power of 1.5", [10, 28.3, 80, 226, 640], 1.5],
])("%s", (_, cpuMs, growth) => {
  const costs = cpuMs.map((ms, step) => ({ size: 2 ** step, cpuMs: ms }));
  expect(growthOf(costs)).toBeCloseTo(growth, 1);
});
