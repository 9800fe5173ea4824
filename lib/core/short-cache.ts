import { monotonicMs } from "./clock";

/** Keeps results for a short time, so that many callers who want the same at once cost one call. */
export interface ShortCache<T> {
  /** The result of `load` for the key, or that of another caller who asked less than `keptMs` ago. Failures are not kept. */
  get(key: string, load: () => Promise<T>): Promise<T>;
}

/** @param entriesMax the oldest entry goes when there are more */
export function createShortCache<T>(options: {
  keptMs: number;
  entriesMax: number;
}): ShortCache<T> {
  const { keptMs, entriesMax } = options;
  const entries = new Map<string, { untilMs: number; result: Promise<T> }>();

  function dropOld(nowMs: number): void {
    for (const [key, { untilMs }] of entries) {
      if (untilMs > nowMs && entries.size < entriesMax) return;
      entries.delete(key);
    }
  }

  return {
    get(key, load) {
      const nowMs = monotonicMs();
      const known = entries.get(key);
      if (known && known.untilMs > nowMs) return known.result;
      entries.delete(key);
      dropOld(nowMs);
      const result = load();
      const entry = { untilMs: nowMs + keptMs, result };
      entries.set(key, entry);
      result.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return result;
    },
  };
}
