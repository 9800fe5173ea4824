import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { RateCounts } from "./rate-counts";

/** The state of a limit after a request was counted. */
export interface RateState {
  limit: number;
  remaining: number;
  windowSeconds: number;
  /** Until the next window begins. */
  resetSeconds: number;
  isOver: boolean;
}

export interface RateLimiter {
  /** Counts `cost` against the key's limit in this window. Never fails, even if the store does. */
  take(key: string, cost?: number): RateState;
  close(): Promise<void>;
}

interface Tally {
  window: number;
  /** Taken here and not sent to the store yet. */
  pending: number;
  /** Taken here and sent to the store. */
  shared: number;
  /** Taken elsewhere, as far as is known. */
  others: number;
}

/**
 * A limit per key and window (a minute by default) over all instances. Each instance counts locally, so that no request waits. Four times
 * a second it adds its counts to the store and reads the sums. So all instances together allow the limit plus at most what the others
 * allow within a quarter of a second. While the store is unavailable, each instance counts alone.
 */
export function createRateLimiter(
  name: string,
  limit: number,
  store: RateCounts,
  seconds: number = LIMITS.rateWindowSeconds,
): RateLimiter {
  const tallies = new Map<string, Tally>();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let isClosed = false;

  function tallyOf(key: string, window: number): Tally {
    const known = tallies.get(key);
    if (known?.window === window) return known;
    const fresh = { window, pending: 0, shared: 0, others: 0 };
    tallies.delete(key);
    tallies.set(key, fresh);
    if (tallies.size > LIMITS.rateKeysMax) {
      const [oldest] = tallies.keys();
      if (oldest !== undefined) tallies.delete(oldest);
    }
    return fresh;
  }

  /** One round at a time, and the next one a quarter of a second after it. */
  function plan(): void {
    if (timer || underWay || isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      underWay = sync().finally(() => {
        underWay = undefined;
        if ([...tallies.values()].some(({ pending }) => pending > 0)) plan();
      });
    }, LIMITS.rateSyncMs);
    timer.unref();
  }

  async function sync(): Promise<void> {
    const shared = [...tallies].filter(([, tally]) => tally.pending > 0);
    const uses = shared.map(([key, { window, pending }]) => ({
      key: `${name}:${key}`,
      window,
      seconds,
      by: pending,
    }));
    if (uses.length === 0) return;
    const move = (sign: 1 | -1) => {
      shared.forEach(([, tally], index) => {
        const by = sign * (uses[index]?.by ?? 0);
        tally.shared += by;
        tally.pending -= by;
      });
    };
    move(1);
    try {
      const totals = await store.add(uses);
      shared.forEach(([, tally], index) => {
        tally.others = Math.max(tally.others, (totals[index] ?? 0) - tally.shared);
      });
    } catch {
      // Told again with the next ones.
      move(-1);
    }
  }

  return {
    take(key, cost = 1) {
      const nowSeconds = now().getTime() / 1000;
      const window = Math.floor(nowSeconds / seconds) * seconds;
      const tally = tallyOf(key, window);
      const used = tally.shared + tally.pending + tally.others + cost;
      const isOver = used > limit;
      // Refused requests are not counted, so that a flood neither prolongs its own wait nor loads the store.
      if (!isOver) {
        tally.pending += cost;
        plan();
      }
      return {
        limit,
        remaining: Math.max(0, limit - (isOver ? used - cost : used)),
        windowSeconds: seconds,
        resetSeconds: Math.max(1, Math.ceil(window + seconds - nowSeconds)),
        isOver,
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** For a limit that is turned off. */
export function unlimited(): RateLimiter {
  const state = { limit: 0, remaining: 0, windowSeconds: 0, resetSeconds: 0, isOver: false };
  return { take: () => state, close: async () => {} };
}
