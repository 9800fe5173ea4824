import { randomFraction } from "@/lib/core/random-fraction";

export interface RepeatedJob {
  /** Stops the timer and waits for a run under way. */
  stop(): Promise<void>;
}

/**
 * Runs a job at once, and again every `everyMs`, with a little jitter, so that instances do not run it at the same time. A failed run is
 * reported; the next one tries again.
 *
 * @param run resolves with whether there is more to do at once
 */
export function repeatJob(
  run: () => Promise<boolean>,
  { everyMs, onError = () => {} }: { everyMs: number; onError?: (error: unknown) => void },
): RepeatedJob {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const start = () => {
    underWay = run().then(
      (isMore) => plan(isMore ? 0 : everyMs),
      (error) => {
        onError(error);
        plan(everyMs);
      },
    );
  };
  const plan = (afterMs: number) => {
    if (stopped) return;
    timer = setTimeout(start, afterMs * (0.95 + randomFraction() * 0.1));
    timer.unref();
  };
  start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
