import { newId } from "@/lib/core/ids";
import { StorageError } from "@/lib/core/storage-error";
import { type ApiClient, backoffMs, delay } from "./api-client";
import {
  type Entry,
  joinInto,
  newEntry,
  type RoomQueue,
  roomOfWrite,
  type Write,
  type WriteResult,
  writeOf,
} from "./room-queue";
import { createWriteSender, isIdempotent } from "./write-sender";

export interface WriteQueueOptions {
  /** The maximum number of waiting changes; 20,000 by default. All waiting saves of a room count as one. */
  bufferedMax?: number;
  /** Their maximum size as JSON, in UTF-16 units; 64 Mi by default. */
  bufferedUnitsMax?: number;
  /** The maximum number of operations in one request; 500 by default, 1,000 at most. */
  batchMax?: number;
  /** The maximum number of requests in flight; 3 by default. */
  inFlightMax?: number;
  /** The maximum number of attempts of a change; by default it is repeated until there is a reply or the client is closed. */
  writeAttemptsMax?: number;
}

/** The number and size of the changes that are not acknowledged yet. */
export interface Buffered {
  /** Changes that are waiting or in flight. */
  changes: number;
  /** The rooms that they belong to. */
  rooms: number;
  /** Their size as JSON, in UTF-16 units. */
  units: number;
}

const BATCH_UNITS_MAX = 1024 * 1024;

/**
 * Queues and sends all changes of rooms. Changes of one room are sent in order, with at most one request in flight; changes of different
 * rooms are sent at the same time and share requests. While the API is unavailable, changes wait and are joined if possible. Accepted
 * changes are never dropped; if the queue is full, a new change is refused with `buffer_full`.
 */
export function createWriteQueue(api: ApiClient, options: WriteQueueOptions = {}) {
  const { bufferedMax = 20_000, bufferedUnitsMax = 64 * 1024 * 1024 } = options;
  const { inFlightMax = 3, writeAttemptsMax = Number.POSITIVE_INFINITY } = options;
  const batchMax = Math.min(options.batchMax ?? 500, 1_000);
  const sender = createWriteSender(api, writeAttemptsMax);
  const queues = new Map<string, RoomQueue>();
  const ready = new Set<string>();
  const ending = new AbortController();
  let changes = 0;
  let units = 0;
  let inFlight = 0;
  let isScheduled = false;

  function add(write: Write): Promise<WriteResult> {
    const name = roomOfWrite(write);
    const queue = queues.get(name) ?? { entries: [], isBusy: false };
    const before = queue.entries.at(-1)?.size ?? 0;
    const joined = joinInto(queue, write);
    if (joined) {
      units += joined.size - before;
      return joined.settled;
    }
    const entry = newEntry(write);
    if (changes >= bufferedMax || units + entry.size > bufferedUnitsMax) {
      const message = `${changes} changes are waiting for Roomkeeper already: this one was refused.`;
      return Promise.reject(new StorageError(message, undefined, "buffer_full"));
    }
    queue.entries.push(entry);
    queues.set(name, queue);
    changes += 1;
    units += entry.size;
    if (!queue.isBusy) ready.add(name);
    dispatch();
    return entry.settled;
  }

  /** Sends what is ready after this turn of the event loop, so that changes of the same turn share a request. */
  function dispatch(): void {
    if (isScheduled || inFlight >= inFlightMax || ready.size === 0) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      while (inFlight < inFlightMax && ready.size > 0) void sendGroup(takeGroup());
    }, 0);
  }

  /** Removes the first changes of as many rooms as fit into one request. Either all of them are idempotent or none is. */
  function takeGroup(): RoomQueue[] {
    const group: RoomQueue[] = [];
    let size = 0;
    let isOfJoins: boolean | undefined;
    for (const name of ready) {
      const queue = queues.get(name);
      const [head] = queue?.entries ?? [];
      if (!queue || !head) {
        ready.delete(name);
        continue;
      }
      isOfJoins ??= isIdempotent(head.write);
      const fits = group.length === 0 || size + head.size <= BATCH_UNITS_MAX;
      if (isIdempotent(head.write) !== isOfJoins || !fits) continue;
      if (head.write.op === "purge" && group.length > 0) continue;
      ready.delete(name);
      queue.isBusy = true;
      size += head.size;
      group.push(queue);
      if (group.length >= batchMax || head.write.op === "purge") break;
    }
    return group;
  }

  async function sendGroup(group: RoomQueue[], key = newId("ik"), tries = 1): Promise<void> {
    if (tries === 1) inFlight += 1;
    const sent = await sender.send(
      group.map((queue) => writeOf(queue.entries[0] as Entry)),
      key,
    );
    const again = group.filter((_, index) => sent[index]?.kind === "again");
    group.forEach((queue, index) => {
      const outcome = sent[index];
      if (!outcome || outcome.kind === "again") return;
      settle(queue, outcome.kind === "done" ? outcome.result : outcome);
    });
    if (again.length > 0 && tries < writeAttemptsMax && !ending.signal.aborted) {
      await delay(backoffMs(tries), ending.signal);
      return sendGroup(again, key, tries + 1);
    }
    for (const queue of again) {
      settle(queue, { error: new StorageError("Roomkeeper could not process the change.") });
    }
    inFlight -= 1;
    dispatch();
  }

  function settle(queue: RoomQueue, outcome: WriteResult | { error: unknown }): void {
    const entry = queue.entries.shift();
    queue.isBusy = false;
    if (!entry) return;
    changes -= 1;
    units -= entry.size;
    const name = roomOfWrite(entry.write);
    if (queue.entries.length > 0) ready.add(name);
    else queues.delete(name);
    if ("error" in outcome) entry.reject(outcome.error);
    else entry.resolve(outcome);
  }

  return {
    add,

    buffered: (): Buffered => ({ changes, rooms: queues.size, units }),

    /** The changes that are not acknowledged yet, as they are sent. */
    waiting: (): Write[] => [...queues.values()].flatMap(({ entries }) => entries.map(writeOf)),

    /** Resolves when all changes accepted so far are acknowledged. Rejects with an AggregateError of the refused ones. */
    async flush(): Promise<void> {
      const entries = [...queues.values()].flatMap((queue) => queue.entries);
      const ended = await Promise.allSettled(entries.map(({ settled }) => settled));
      const refused = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      if (refused.length === 0) return;
      throw new AggregateError(refused, `${refused.length} changes were refused.`);
    },

    /** Rejects all waiting changes. */
    end(error: StorageError): void {
      ending.abort();
      for (const queue of queues.values()) {
        for (const entry of queue.entries.splice(queue.isBusy ? 1 : 0)) {
          changes -= 1;
          units -= entry.size;
          entry.reject(error);
        }
      }
      ready.clear();
    },
  };
}
