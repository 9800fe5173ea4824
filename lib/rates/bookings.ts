import { LIMITS } from "@/lib/core/limits";

/** Whoever has not come this long after the time that they were told comes no more. */
const GRACE_MS = 1_000;
const BOOKINGS_MAX = 10_000;

interface Queue {
  /** When those who were refused come again, ascending; times of the process clock in ms. */
  comesMs: number[];
  /** When the turn of the last of them is. */
  lastTurnMs: number;
}

/**
 * The times at which refused callers were told to come again, by what they wait for. Whoever comes then has a place before those
 * who come for the first time, or a busy room would be written to by the same callers over and over.
 */
export function createBookings() {
  const queues = new Map<string, Queue>();
  let count = 0;

  function drop(name: string, queue: Queue, upTo: number): void {
    count -= queue.comesMs.splice(0, upTo).length;
    if (queue.comesMs.length === 0) queues.delete(name);
  }

  function current(name: string, nowMs: number): Queue | undefined {
    const queue = queues.get(name);
    if (queue) drop(name, queue, placeAfter(queue.comesMs, nowMs - GRACE_MS));
    return queues.get(name);
  }

  function countUntil(name: string, atMs: number, nowMs: number): number {
    return placeAfter(current(name, nowMs)?.comesMs ?? [], atMs);
  }

  function isFull(nowMs: number): boolean {
    if (count >= BOOKINGS_MAX) for (const name of [...queues.keys()]) current(name, nowMs);
    return count >= BOOKINGS_MAX;
  }

  return {
    /**
     * Books the first turn after all others', `wantedMs` from now at the earliest, and returns after how many whole seconds that is.
     * What lies beyond the longest Retry-After, or is one too many, is told and not booked.
     */
    book(name: string, wantedMs: number, turnMs: number, nowMs: number): number {
      const before = current(name, nowMs);
      const turn = Math.max(nowMs + wantedMs, before?.lastTurnMs ?? 0) + turnMs;
      const seconds = Math.max(1, Math.ceil((turn - nowMs) / 1000));
      if (seconds > LIMITS.admissionRetrySecondsMax) return LIMITS.admissionRetrySecondsMax;
      if (isFull(nowMs)) return seconds;
      const { comesMs } = before ?? { comesMs: [] };
      const comes = nowMs + seconds * 1000;
      comesMs.splice(placeAfter(comesMs, comes), 0, comes);
      queues.set(name, { comesMs, lastTurnMs: turn });
      count += 1;
      return seconds;
    },
    /** How many are to come by then and have not come yet. */
    countUntil,
    /** Whether somebody's time has come. */
    isDue: (name: string, nowMs: number) => countUntil(name, nowMs, nowMs) > 0,
    /** Somebody whose time has come is here. */
    take(name: string, nowMs: number): void {
      const queue = current(name, nowMs);
      if (queue && placeAfter(queue.comesMs, nowMs) > 0) drop(name, queue, 1);
    },
  };
}

/** The place after all that are not later; `times` ascend. */
function placeAfter(times: number[], atMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
