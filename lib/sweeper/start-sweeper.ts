import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Process } from "@/lib/runtime/process-context";
import { sweepRooms } from "./sweep-rooms";

export interface Sweeper {
  /** Ends the timer and waits for a sweep that is under way. */
  stop(): Promise<void>;
}

/**
 * Sweeps at once and then every `everyMs`, a little jittered so that instances do not knock at the same moment. A failed sweep
 * is recorded in job_run and reported, never thrown; the next one tries again.
 */
export function startSweeper(
  services: Process,
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
