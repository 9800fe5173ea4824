import { setImmediate as nextTurn } from "node:timers/promises";
import { monotonicMs } from "./clock";
import { LIMITS } from "./limits";

/**
 * For long work in small steps: call it after each step, and await what it gives. Once `LIMITS.workSliceMs` have gone by it lets
 * everything else that waits take its turn, so that health, other requests and timers are answered meanwhile.
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
