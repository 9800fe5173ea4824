/** The only place that reads the clock of this machine. The database's clock decides expiry and order; this one is for texts and logs. */
export function now(): Date {
  return new Date();
}

/** Monotonic milliseconds, for measuring how long something took. */
export function monotonicMs(): number {
  return performance.now();
}
