import { delay } from "@/lib/client/api-client";
import { monotonicMs } from "@/lib/core/clock";
import type { StorageError } from "@/lib/core/storage-error";
import type { SerializedRoom } from "@/lib/match/room";
import type { HttpMatchStorage } from "@/lib/storage/match/http";
import type { RoomStorage } from "@/lib/storage/match/storage";
import { changesAre, type GameLog } from "./game-log";
import { joinDocuments } from "./join-documents";
import type { Journal, Waiting } from "./journal";

/** MovieMatch waits for a save before it opens a room, so a save that is accepted but not acknowledged resolves after this time. */
const ACCEPTED_MS = 1_500;
/** How often the journal is written while something is not acknowledged, and the longest pause between two writes of it. */
const JOURNAL_MS = 2_000;
/** Writing the journal takes at most this share of the time. */
const JOURNAL_SHARE = 0.1;
const CLOSE_MS = 10_000;
/** A refusal of the token, or of a server that is no Roomkeeper; the first check says which. */
const WRONG_PLACE = new Set(["unauthorized", "forbidden", "not_found", "method_not_allowed"]);

export interface JournaledStorage extends RoomStorage {
  waiting(): Waiting;
  onRefused(handler: (room: SerializedRoom, error: Error) => void): void;
  /** Sends what waits, for at most the given time, and writes the rest to the journal. */
  finish(timeoutMs: number): Promise<void>;
  /** Writes what waits to the journal now. */
  writeLast(): void;
}

/**
 * The storage of a MovieMatch: a save resolves when it is acknowledged or, if Roomkeeper is slow or away, when it is accepted. What is accepted
 * is in a journal file first, so that it survives the end of the process in any way. If a save is refused after it was accepted, the log says so.
 */
export function createJournaledStorage(
  http: HttpMatchStorage,
  given: { isAway(): boolean; journal: Journal; log: GameLog; signal: AbortSignal },
): JournaledStorage {
  const { isAway, journal, log, signal } = given;
  const handlers: ((room: SerializedRoom, error: Error) => void)[] = [];
  /** Documents that were refused with such a code, and the number of changes in each. They are sent again at the next start. */
  const refused = new Map<string, { room: SerializedRoom; changes: number }>();
  let unacknowledged = 0;
  let isWatching = false;
  let isFinished = false;

  function save(room: SerializedRoom, changes = 1): { saved: Promise<void>; leave(): void } {
    unacknowledged += changes;
    let isLeft = false;
    const saved = http.saveRoom(room).then(
      () => {
        unacknowledged -= changes;
        refused.delete(room.roomName);
      },
      (error: StorageError) => {
        if (isFinished) throw error;
        unacknowledged -= changes;
        if (WRONG_PLACE.has(error.code)) {
          const before = refused.get(room.roomName)?.changes ?? 0;
          refused.set(room.roomName, { room, changes: before + changes });
        } else if (isLeft)
          log.warn(`The room “${room.roomName}” is not stored (${error.code}): ${error.message}`);
        for (const handler of handlers) handler(room, error);
        throw error;
      },
    );
    saved.catch(() => {});
    void watch();
    return {
      saved,
      leave: () => {
        isLeft = true;
      },
    };
  }

  let writing: Promise<void> | undefined;
  let pauseMs = 0;

  /** Writes what is not acknowledged to the journal. Calls that come together share one write. */
  function writeJournal(): Promise<void> {
    writing ??= delay(pauseMs, signal).then(() => {
      writing = undefined;
      if (isFinished) return;
      const began = monotonicMs();
      journal.write(waiting());
      pauseMs = Math.min((monotonicMs() - began) / JOURNAL_SHARE, JOURNAL_MS);
    });
    return writing;
  }

  /** Keeps the journal up to date until everything is acknowledged. */
  async function watch(): Promise<void> {
    if (isWatching) return;
    isWatching = true;
    for (;;) {
      await delay(JOURNAL_MS, signal);
      if (isFinished || signal.aborted) return;
      const isIdle = http.buffered().changes === 0;
      await writeJournal();
      if (isIdle) break;
    }
    isWatching = false;
  }

  function waiting(): Waiting {
    const rooms = new Map([...refused].map(([name, { room }]) => [name, room]));
    let changes = unacknowledged;
    for (const entry of refused.values()) changes += entry.changes;
    for (const write of http.waiting()) {
      if (write.op !== "save") continue;
      const earlier = rooms.get(write.room.roomName);
      rooms.set(write.room.roomName, earlier ? joinDocuments(earlier, write.room) : write.room);
    }
    return { changes, rooms: [...rooms.values()] };
  }

  function resend(): void {
    const kept = journal.read();
    const { changes, rooms } = kept;
    if (rooms.length === 0) return;
    log.info(`${changesAre(kept)} waiting from before the restart, and sent as soon as possible.`);
    rooms.forEach((room, index) => {
      save(room, index === 0 ? changes - rooms.length + 1 : 1).leave();
    });
  }

  const storage: JournaledStorage = {
    ...http,
    async saveRoom(room) {
      const { saved, leave } = save(room);
      const done = new AbortController();
      const accepted = delay(isAway() ? 0 : ACCEPTED_MS, done.signal).then(async () => {
        leave();
        if (!done.signal.aborted) await writeJournal();
      });
      await Promise.race([saved, accepted]).finally(() => done.abort());
    },
    waiting,
    onRefused: (handler) => void handlers.push(handler),
    async finish(timeoutMs) {
      const done = new AbortController();
      await Promise.race([http.flush().catch(() => {}), delay(timeoutMs, done.signal)]);
      done.abort();
      storage.writeLast();
    },
    writeLast() {
      if (isFinished) return;
      journal.writeLast(waiting());
      isFinished = true;
    },
    async close() {
      await storage.finish(CLOSE_MS);
      await http.close({ timeoutMs: 0 });
    },
  };
  resend();
  return storage;
}
