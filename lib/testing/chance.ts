/** A small generator of fractions (mulberry32), so that a printed seed repeats a run. */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The seed of this run: SEED, or a different one each time. */
export function runSeed(): number {
  return Number(process.env.SEED ?? Date.now() % 1_000_000);
}
