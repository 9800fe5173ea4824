import { newId } from "@/lib/core/ids";
import { StorageError } from "@/lib/core/storage-error";
import { type ApiClient, backoffMs, delay } from "./api-client";
import {
  type Entry,
  joinInto,
  type Line,
  newEntry,
  roomOfWrite,
  type Write,
  type WriteResult,
  writeOf,
} from "./write-line";
import { createWriteSender, isJoin } from "./write-sender";

export interface WriteQueueOptions {
  /** Changes that may wait at once; 20,000 unless given. Saves of one room count once, however many they are. */
  bufferedMax?: number;
  /** Their size as JSON, in UTF-16 units; 64 Mi unless given. */
  bufferedUnitsMax?: number;
  /** Operations of one request; 500 unless given, 1,000 at most. */
  batchMax?: number;
  /** Requests in flight at once; 3 unless given. */
  inFlightMax?: number;
  /** Attempts of a change, the first included; unless given it goes on until it is answered or the client is closed. */
  writeAttemptsMax?: number;
}

/** How much waits. */
export interface Buffered {
  /** Changes that are waiting or in flight. */
  changes: number;
  /** Rooms that they are about. */
  rooms: number;
  /** Their size as JSON, in UTF-16 units. */
  units: number;
}

const BATCH_UNITS_MAX = 1024 * 1024;

/**
 * Everything that changes rooms goes through here: in order for each room, with at most one request of a room in flight, rooms
 * side by side and together in one request. While the API is away it waits, joined as far as it can be, and nothing that was
 * accepted is dropped; what does not fit any more is refused with `buffer_full`.
 */
export function createWriteQueue(api: ApiClient, options: WriteQueueOptions = {}) {
  const { bufferedMax = 20_000, bufferedUnitsMax = 64 * 1024 * 1024 } = options;
  const { inFlightMax = 3, writeAttemptsMax = Number.POSITIVE_INFINITY } = options;
  const batchMax = Math.min(options.batchMax ?? 500, 1_000);
  const sender = createWriteSender(api, writeAttemptsMax);
  const lines = new Map<string, Line>();
  const ready = new Set<string>();
  const ending = new AbortController();
  let changes = 0;
  let units = 0;
  let inFlight = 0;
  let isCalled = false;

  function add(write: Write): Promise<WriteResult> {
    const name = roomOfWrite(write);
    const line = lines.get(name) ?? { entries: [], isBusy: false };
    const before = line.entries.at(-1)?.size ?? 0;
    const joined = joinInto(line, write);
    if (joined) {
      units += joined.size - before;
      return joined.settled;
    }
    const entry = newEntry(write);
    if (changes >= bufferedMax || units + entry.size > bufferedUnitsMax) {
      const message = `${changes} changes wait for Roomkeeper already: this one was not taken.`;
      return Promise.reject(new StorageError(message, undefined, "buffer_full"));
    }
    line.entries.push(entry);
    lines.set(name, line);
    changes += 1;
    units += entry.size;
    if (!line.isBusy) ready.add(name);
    dispatch();
    return entry.settled;
  }

  /** Sends what is ready, after what else happens in this turn of the event loop. */
  function dispatch(): void {
    if (isCalled || inFlight >= inFlightMax || ready.size === 0) return;
    isCalled = true;
    setTimeout(() => {
      isCalled = false;
      while (inFlight < inFlightMax && ready.size > 0) void sendGroup(takeGroup());
    }, 0);
  }

  /** The first change of as many rooms as fit into one request, all of them joins or none. */
  function takeGroup(): Line[] {
    const group: Line[] = [];
    let size = 0;
    let isOfJoins: boolean | undefined;
    for (const name of ready) {
      const line = lines.get(name);
      const [head] = line?.entries ?? [];
      if (!line || !head) {
        ready.delete(name);
        continue;
      }
      isOfJoins ??= isJoin(head.write);
      const fits = group.length === 0 || size + head.size <= BATCH_UNITS_MAX;
      if (isJoin(head.write) !== isOfJoins || !fits) continue;
      if (head.write.op === "purge" && group.length > 0) continue;
      ready.delete(name);
      line.isBusy = true;
      size += head.size;
      group.push(line);
      if (group.length >= batchMax || head.write.op === "purge") break;
    }
    return group;
  }

  async function sendGroup(group: Line[], key = newId("ik"), tries = 1): Promise<void> {
    if (tries === 1) inFlight += 1;
    const sent = await sender.send(
      group.map((line) => writeOf(line.entries[0] as Entry)),
      key,
    );
    const again = group.filter((_, index) => sent[index]?.kind === "again");
    group.forEach((line, index) => {
      const outcome = sent[index];
      if (!outcome || outcome.kind === "again") return;
      settle(line, outcome.kind === "done" ? outcome.result : outcome);
    });
    if (again.length > 0 && tries < writeAttemptsMax && !ending.signal.aborted) {
      await delay(backoffMs(tries), ending.signal);
      return sendGroup(again, key, tries + 1);
    }
    for (const line of again) {
      settle(line, { error: new StorageError("Roomkeeper could not carry it out.") });
    }
    inFlight -= 1;
    dispatch();
  }

  function settle(line: Line, outcome: WriteResult | { error: unknown }): void {
    const entry = line.entries.shift();
    line.isBusy = false;
    if (!entry) return;
    changes -= 1;
    units -= entry.size;
    const name = roomOfWrite(entry.write);
    if (line.entries.length > 0) ready.add(name);
    else lines.delete(name);
    if ("error" in outcome) entry.reject(outcome.error);
    else entry.resolve(outcome);
  }

  return {
    add,

    buffered: (): Buffered => ({ changes, rooms: lines.size, units }),

    /** Resolves when all that was accepted so far is acknowledged; rejects with an AggregateError of what was refused. */
    async flush(): Promise<void> {
      const entries = [...lines.values()].flatMap((line) => line.entries);
      const ended = await Promise.allSettled(entries.map(({ settled }) => settled));
      const refused = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      if (refused.length === 0) return;
      throw new AggregateError(refused, `${refused.length} changes were refused.`);
    },

    /** Lets go of everything that waits. */
    end(error: StorageError): void {
      ending.abort();
      for (const line of lines.values()) {
        for (const entry of line.entries.splice(line.isBusy ? 1 : 0)) {
          changes -= 1;
          units -= entry.size;
          entry.reject(error);
        }
      }
      ready.clear();
    },
  };
}
