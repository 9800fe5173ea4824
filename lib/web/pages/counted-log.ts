import { LIMITS } from "@/lib/core/limits";
import { log } from "@/lib/runtime/log";

interface Counted {
  level: "info" | "error";
  count: number;
}

/** How many requests of each code have not been written down yet. */
const waiting = new Map<string, Counted>();

/**
 * Writes down requests that ended with `code`: the first one immediately, and then at most one line a minute with the number of the
 * others. Callers can cause as many refusals as they like, and each of them at the level `debug` only.
 */
export function logCounted(
  level: "info" | "error",
  code: string,
  facts: Record<string, unknown>,
): void {
  const known = waiting.get(code);
  if (known) {
    known.count += 1;
    return;
  }
  log()[level]({ ...facts, code, count: 1 }, "request");
  waiting.set(code, { level, count: 0 });
  writeLater(code);
}

function writeLater(code: string): void {
  setTimeout(() => {
    const counted = waiting.get(code);
    if (!counted?.count) {
      waiting.delete(code);
      return;
    }
    log()[counted.level]({ code, count: counted.count }, "requests in the last minute");
    counted.count = 0;
    writeLater(code);
  }, LIMITS.refusalLogMs).unref();
}
