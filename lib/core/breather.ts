import { setImmediate as nextTurn } from "node:timers/promises";
import { monotonicMs } from "./clock";
import { LIMITS } from "./limits";

/**
 * For long work in small steps: call it after each step and await the result. After `LIMITS.workSliceMs` it yields to the event
 * loop, so that health checks, other requests and timers are served meanwhile.
 */
export function createBreather(): () => Promise<void> | undefined {
  let since = monotonicMs();
  return () => {
    if (monotonicMs() - since < LIMITS.workSliceMs) return undefined;
    return nextTurn().then(() => {
      since = monotonicMs();
    });
  };
}
