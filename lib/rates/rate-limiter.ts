import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { now } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import type { RateCounts } from "./rate-counts";

/** How a limit stands after something was taken of it. */
export interface RateState {
  limit: number;
  remaining: number;
  /** Until the next window begins. */
  resetSeconds: number;
  isOver: boolean;
}

export interface RateLimiter {
  /** Takes `cost` of what the key has in this window. Never fails, whatever the store does. */
  take(key: string, cost?: number): Promise<RateState>;
  close(): Promise<void>;
}

interface Tally {
  window: number;
  /** Taken here and not told to the others yet. */
  pending: number;
  /** Taken here and told. */
  told: number;
  /** Taken elsewhere, as far as is known. */
  others: number;
}

/**
 * A limit for each key and minute over all instances. Each counts by itself, so that no request waits for anything; four times a
 * second the counts are summed in the store and those of the others come back. So all instances together let through what the
 * limit says and at most what the others do within a quarter of a second. While the store is away each counts for itself.
 */
export function createRateLimiter(name: string, limit: number, store: RateCounts): RateLimiter {
  const { rateWindowSeconds: seconds } = LIMITS;
  const here = new RateLimiterMemory({ keyPrefix: name, points: limit, duration: 2 * seconds });
  const tallies = new Map<string, Tally>();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isClosed = false;

  function tallyOf(key: string, window: number): Tally {
    const known = tallies.get(key);
    if (known?.window === window) return known;
    const fresh = { window, pending: 0, told: 0, others: 0 };
    tallies.delete(key);
    tallies.set(key, fresh);
    if (tallies.size > LIMITS.rateKeysMax) {
      const [oldest] = tallies.keys();
      if (oldest !== undefined) tallies.delete(oldest);
    }
    return fresh;
  }

  function plan(): void {
    if (timer || isClosed) return;
    timer = setTimeout(() => {
      timer = undefined;
      underWay = sync();
    }, LIMITS.rateSyncMs);
    timer.unref();
  }

  async function sync(): Promise<void> {
    const told = [...tallies].filter(([, tally]) => tally.pending > 0);
    const sent = told.map(([key, tally]) => ({
      key: `${name}:${key}`,
      window: tally.window,
      by: tally.pending,
    }));
    if (sent.length === 0) return;
    told.forEach(([, tally], index) => {
      tally.told += sent[index]?.by ?? 0;
      tally.pending -= sent[index]?.by ?? 0;
    });
    try {
      const totals = await store.add(sent);
      for (const [index, [key, tally]] of told.entries()) {
        const others = Math.max(tally.others, (totals[index] ?? 0) - tally.told);
        const news = others - tally.others;
        tally.others = others;
        if (news > 0) await here.penalty(`${key}/${tally.window}`, news).catch(() => {});
      }
    } catch {
      // Told again with the next ones.
      told.forEach(([, tally], index) => {
        tally.told -= sent[index]?.by ?? 0;
        tally.pending += sent[index]?.by ?? 0;
      });
    }
    if ([...tallies.values()].some(({ pending }) => pending > 0)) plan();
  }

  return {
    async take(key, cost = 1) {
      const nowSeconds = now().getTime() / 1000;
      const window = Math.floor(nowSeconds / seconds) * seconds;
      const tally = tallyOf(key, window);
      tally.pending += cost;
      plan();
      const counted = await here
        .consume(`${key}/${window}`, cost)
        .catch((refusal: unknown) => refusal);
      const used = counted instanceof RateLimiterRes ? counted.consumedPoints : 0;
      return {
        limit,
        remaining: Math.max(0, limit - used),
        resetSeconds: Math.max(1, Math.ceil(window + seconds - nowSeconds)),
        isOver: used > limit,
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
  const state = { limit: 0, remaining: 0, resetSeconds: 0, isOver: false };
  return { take: async () => state, close: async () => {} };
}
