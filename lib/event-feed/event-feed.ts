import { monotonicMs } from "@/lib/core/clock";
import { randomFraction } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Queryable } from "@/lib/db/queryable";
import type { EventRow } from "./event";
import { readAllEvents, readEventBounds } from "./read-events";

/** How instances tell each other that there are new events. */
export interface EventNotices {
  /** Whether the database itself tells the others, in the transaction that puts events in line. */
  byDatabase: boolean;
  /** Calls `onNotice` for each notice until it is stopped. A lost connection is its own to mend. */
  listen(onNotice: () => void): { stop(): Promise<void> };
  /** Tells the others, where the database does not. */
  notify?(): Promise<void>;
}

export interface EventFeed {
  /** Somebody changed a room: its event is put in line in a moment. Does nothing before the feed was started. */
  poke(): void;
  /** Begins to put events in line and to hear of those of other instances; resolves when it knows where the line ends. */
  start(): Promise<void>;
  /** The id of the newest event that this process has read. */
  newest(): number;
  /** The events of the space after a place, if what is held in memory reaches back to it; null otherwise. */
  recent(spaceId: string, after: number): EventRow[] | null;
  /** Resolves when there may be events of the space after that place, after `forMs`, when `signal` is aborted, and at the end. */
  next(spaceId: string, after: number, forMs: number, signal: AbortSignal): Promise<void>;
  /** Calls `onNews` whenever there are new events in any space, until the function it returns is called. */
  follow(onNews: () => void): () => void;
  /** Whether streams have to end. */
  hasHungUp(): boolean;
  /** Ends every stream; the feed itself goes on until `close`. */
  hangUp(): void;
  close(): Promise<void>;
}

/**
 * One for each process: puts committed changes in line (`sequence_events`), hears of those that other instances put there, reads
 * each once, and wakes the streams of its space. It passes on only events of rooms of the given kinds. A notice that gets lost costs a second, because it also looks by itself.
 */
export function createEventFeed(
  db: Queryable,
  notices: EventNotices,
  kinds: readonly string[],
): EventFeed {
  const closing = new AbortController();
  const held: EventRow[] = [];
  const sleepers = new Map<string, Set<() => void>>();
  const followers = new Set<() => void>();
  let newest: number | null = null;
  /** Everything after this place is in `held`. */
  let heldAfter = 0;
  let starting: Promise<void> | undefined;
  let whenReady = () => {};
  let listening: { stop(): Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let dueMs = 0;
  let isPoked = false;
  let isOver = false;

  function soon(afterMs: number): void {
    if (!starting || closing.signal.aborted) return;
    if (underWay) {
      isPoked = true;
      return;
    }
    // The sooner of two wishes counts: under a steady stream of changes a later one must not put it off for ever.
    const wantedMs = monotonicMs() + afterMs;
    if (timer && dueMs <= wantedMs) return;
    clearTimeout(timer);
    dueMs = wantedMs;
    timer = setTimeout(round, afterMs);
    timer.unref();
  }

  function round(): void {
    isPoked = false;
    timer = undefined;
    underWay = sequence()
      .then(async (againMs) => Math.min(againMs, await readNews()))
      // The database is away: whoever asks it for anything is told so, and this tries again.
      .catch(() => LIMITS.eventLookMs)
      .then((againMs) => {
        underWay = undefined;
        soon(isPoked ? 0 : againMs * (0.9 + randomFraction() * 0.2));
      });
  }

  /** Puts what is committed in line; resolves with how soon it should be done again, in milliseconds. */
  async function sequence(): Promise<number> {
    const most = LIMITS.eventsSequencedMax;
    const { rows } = await db.query<{ moved: number }>("select sequence_events($1, $2) as moved", [
      most,
      notices.byDatabase,
    ]);
    const moved = rows[0]?.moved ?? 0;
    if (moved > 0) notices.notify?.().catch(() => {});
    // Somebody else is at it, and may have begun before our change was committed.
    if (moved < 0) return LIMITS.eventGatherMs * 4;
    return moved >= most ? 0 : LIMITS.eventLookMs;
  }

  async function readNews(): Promise<number> {
    if (newest === null) {
      newest = Number((await readEventBounds(db)).newest);
      heldAfter = newest;
      whenReady();
    }
    const limit = LIMITS.eventsSequencedMax;
    const rows = await readAllEvents(db, { after: String(newest), limit });
    const last = rows.at(-1);
    if (!last) return LIMITS.eventLookMs;
    newest = Number(last.id);
    held.push(...rows.filter(({ kind }) => kinds.includes(kind)));
    const dropped = held.splice(0, Math.max(0, held.length - LIMITS.eventsHeldMax)).at(-1);
    if (dropped) heldAfter = Number(dropped.id);
    for (const spaceId of new Set(rows.map((row) => row.space_id))) wake(spaceId);
    for (const onNews of followers) onNews();
    return rows.length === limit ? 0 : LIMITS.eventLookMs;
  }

  function wake(spaceId: string): void {
    const asleep = sleepers.get(spaceId);
    sleepers.delete(spaceId);
    for (const resolve of asleep ?? []) resolve();
  }

  function hangUp(): void {
    isOver = true;
    for (const spaceId of [...sleepers.keys()]) wake(spaceId);
  }

  function recent(spaceId: string, after: number): EventRow[] | null {
    if (newest === null || after < heldAfter) return null;
    const rows: EventRow[] = [];
    for (let i = held.length - 1; i >= 0; i -= 1) {
      const row = held[i] as EventRow;
      if (Number(row.id) <= after) break;
      if (row.space_id === spaceId) rows.push(row);
    }
    return rows.reverse();
  }

  return {
    poke: () => soon(LIMITS.eventGatherMs),
    newest: () => newest ?? 0,
    recent,
    hasHungUp: () => isOver,
    follow(onNews) {
      followers.add(onNews);
      return () => followers.delete(onNews);
    },
    hangUp,

    start() {
      if (starting) return starting;
      starting = new Promise((resolve) => {
        whenReady = resolve;
      });
      listening = notices.listen(() => soon(0));
      soon(0);
      return starting;
    },

    next(spaceId, after, forMs, signal) {
      const isNow = isOver || signal.aborted || recent(spaceId, after)?.length !== 0;
      if (isNow) return Promise.resolve();
      return new Promise((resolve) => {
        const asleep = sleepers.get(spaceId) ?? new Set();
        sleepers.set(spaceId, asleep);
        const done = () => {
          clearTimeout(alarm);
          asleep.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const alarm = setTimeout(done, forMs);
        alarm.unref();
        asleep.add(done);
        signal.addEventListener("abort", done);
      });
    },

    async close() {
      closing.abort();
      hangUp();
      whenReady();
      clearTimeout(timer);
      await underWay;
      await listening?.stop();
    },
  };
}
