import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Services } from "@/lib/runtime/services";
import { sweepRooms } from "./sweep-rooms";

export interface Sweeper {
  /** Stops the timer and waits for a running sweep. */
  stop(): Promise<void>;
}

/**
 * Sweeps now and then every `everyMs`, with a little jitter, so that instances do not sweep at the same time. A failed sweep is recorded
 * in job_run and reported; the next one tries again.
 */
export function startSweeper(
  services: Services,
  options: { everyMs?: number; onError?: (error: unknown) => void } = {},
): Sweeper {
  const { everyMs = LIMITS.sweepEveryMs, onError = () => {} } = options;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const sweep = () => {
    underWay = sweepRooms(services).then(
      (result) => plan(result.detail?.more ? 0 : everyMs),
      (error) => {
        onError(error);
        plan(everyMs);
      },
    );
  };
  const plan = (afterMs: number) => {
    if (stopped) return;
    timer = setTimeout(sweep, afterMs * (0.95 + randomFraction() * 0.1));
    timer.unref();
  };
  sweep();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
