/** The only reader of the process clock. The database's own clock decides expiry and order; this one serves words and logs. */
export function now(): Date {
  return new Date();
}

/** Monotonic milliseconds, for measuring how long something took. */
export function monotonicMs(): number {
  return performance.now();
}
