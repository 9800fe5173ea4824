import { setImmediate as nextTurn } from "node:timers/promises";
import { monotonicMs } from "./clock";
import { LIMITS } from "./limits";

/**
 * Returns a function for long work in small steps: call it after each step and await the result. Once `LIMITS.workSliceMs` have passed,
 * it yields to the event loop, so that health checks, other requests and timers can run.
 */
export function createYielder(): () => Promise<void> | undefined {
  let since = monotonicMs();
  return () => {
    if (monotonicMs() - since < LIMITS.workSliceMs) return undefined;
    return nextTurn().then(() => {
      since = monotonicMs();
    });
  };
}
