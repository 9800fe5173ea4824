import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { randomFraction } from "@/lib/core/random-fraction";
import type { Queryable } from "@/lib/db/queryable";
import type { EventRow } from "./event";
import { readAllEvents, readEventBounds } from "./read-events";

/** How instances notify each other of new events. */
export interface EventNotices {
  /** Whether the database sends the notification itself, in the transaction that numbers the events. */
  byDatabase: boolean;
  /** Calls `onNotice` for each notification until it is stopped. Reconnects by itself. */
  listen(onNotice: () => void): { stop(): Promise<void> };
  /** Notifies the other instances, if the database does not do it. */
  notify?(): Promise<void>;
}

export interface EventFeed {
  /** Call this after a change of a room, so that its event is numbered soon. Does nothing before the feed was started. */
  notifyChange(): void;
  /** Starts to number events and to listen for those of other instances. Resolves when the newest event is known. */
  start(): Promise<void>;
  /** The id of the newest event that this process has read. */
  newest(): number;
  /** The events of the space after an id, if all of them are in memory; otherwise null. */
  recent(spaceId: string, after: number): EventRow[] | null;
  /** Resolves when there may be events of the space after that id, after `forMs`, when `signal` is aborted, or when the feed ends. */
  next(spaceId: string, after: number, forMs: number, signal: AbortSignal): Promise<void>;
  /** Calls `onNews` with the new events of all spaces whenever there are some, until the function it returns is called. */
  follow(onNews: (rows: readonly EventRow[]) => void): () => void;
  /** Whether streams have to end. */
  areStreamsEnded(): boolean;
  /** Aborted when streams have to end. */
  streamsEnd: AbortSignal;
  /** Ends every stream; the feed itself goes on until `close`. */
  endStreams(): void;
  close(): Promise<void>;
}

/**
 * The event feed of a process. It gives committed events their numbers (`sequence_events`), listens for events that other instances have
 * numbered, reads each event once, and wakes the streams of its space. It passes on only events of rooms of the given kinds. It also
 * polls, so a lost notification causes a delay of at most a second.
 */
export function createEventFeed(
  db: Queryable,
  notices: EventNotices,
  kinds: readonly string[],
): EventFeed {
  const closing = new AbortController();
  const held: EventRow[] = [];
  const sleepers = new Map<string, Set<() => void>>();
  const followers = new Set<(rows: readonly EventRow[]) => void>();
  const ending = new AbortController();
  let newest: number | null = null;
  /** Every event with a larger id is in `held`. */
  let heldAfter = 0;
  let starting: Promise<void> | undefined;
  let whenReady = () => {};
  let listening: { stop(): Promise<void> } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let dueMs = 0;
  let isPoked = false;

  function soon(afterMs: number): void {
    if (!starting || closing.signal.aborted) return;
    if (underWay) {
      isPoked = true;
      return;
    }
    // The earlier of two times counts. Otherwise a steady stream of changes would postpone the round forever.
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
      // The database is unavailable. Requests report this themselves; the feed tries again.
      .catch(() => LIMITS.eventLookMs)
      .then((againMs) => {
        underWay = undefined;
        soon(isPoked ? 0 : againMs * (0.9 + randomFraction() * 0.2));
      });
  }

  /** Numbers committed events. Resolves with the time until the next attempt, in milliseconds. */
  async function sequence(): Promise<number> {
    const most = LIMITS.eventsSequencedMax;
    const { rows } = await db.query<{ moved: number }>("select sequence_events($1, $2) as moved", [
      most,
      notices.byDatabase,
    ]);
    const moved = rows[0]?.moved ?? 0;
    if (moved > 0) notices.notify?.().catch(() => {});
    // Another instance is numbering events, and may have started before our change was committed.
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
    const served = rows.filter(({ kind }) => kinds.includes(kind));
    held.push(...served);
    const dropped = held.splice(0, Math.max(0, held.length - LIMITS.eventsHeldMax)).at(-1);
    if (dropped) heldAfter = Number(dropped.id);
    for (const spaceId of new Set(rows.map((row) => row.space_id))) wake(spaceId);
    for (const onNews of followers) onNews(served);
    return rows.length === limit ? 0 : LIMITS.eventLookMs;
  }

  function wake(spaceId: string): void {
    const asleep = sleepers.get(spaceId);
    sleepers.delete(spaceId);
    for (const resolve of asleep ?? []) resolve();
  }

  function endStreams(): void {
    ending.abort();
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
    notifyChange: () => soon(LIMITS.eventGatherMs),
    newest: () => newest ?? 0,
    recent,
    areStreamsEnded: () => ending.signal.aborted,
    streamsEnd: ending.signal,
    follow(onNews) {
      followers.add(onNews);
      return () => followers.delete(onNews);
    },
    endStreams,

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
      const isNow = ending.signal.aborted || signal.aborted || recent(spaceId, after)?.length !== 0;
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
      endStreams();
      whenReady();
      clearTimeout(timer);
      await underWay;
      await listening?.stop();
    },
  };
}
