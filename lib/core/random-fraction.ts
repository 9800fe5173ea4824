/** A fraction in [0, 1), for jitter; never for secrets. */
export function randomFraction(): number {
  return Math.random();
}
