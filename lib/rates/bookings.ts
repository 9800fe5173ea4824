import { LIMITS } from "@/lib/core/limits";

/** A caller who has not come back this long after the given time is not expected any more. */
const GRACE_MS = 1_000;
const BOOKINGS_MAX = 10_000;

interface Queue {
  /** When the refused callers come again, in ascending order, in ms of the process clock. */
  comesMs: number[];
  /** When the last booked turn is. */
  lastTurnMs: number;
}

/**
 * The times at which refused callers were told to come again, by what they wait for. A caller who comes back at that time goes before
 * callers who come for the first time. Otherwise the same callers would write to a busy room again and again.
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
    /**    * Books the first turn after all booked ones, at the earliest `wantedMs` from now, and returns in how many whole seconds it is. A turn
     * later than the longest Retry-After, or beyond the maximum of bookings, is returned but not booked.
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
    /** How many callers are expected by that time and have not come yet. */
    countUntil,
    /** Whether the time of a booked caller has come. */
    isDue: (name: string, nowMs: number) => countUntil(name, nowMs, nowMs) > 0,
    /** Removes the booking of a caller whose time has come and who is here. */
    take(name: string, nowMs: number): void {
      const queue = current(name, nowMs);
      if (queue && placeAfter(queue.comesMs, nowMs) > 0) drop(name, queue, 1);
    },
  };
}

/** The index after all times that are not later than `atMs`; `times` are in ascending order. */
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
