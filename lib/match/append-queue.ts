import { LIMITS } from "@/lib/core/limits";
import { classifyDatabaseFailure } from "@/lib/db/database-failure";
import type { Queryable } from "@/lib/db/queryable";
import { type AppendCommand, type RoomAppend, roomAppendOf } from "./room-append";
import type { Written } from "./write-sql";

interface Waiting {
  command: AppendCommand;
  resolve(written: Written): void;
  reject(error: unknown): void;
}

type Append = (db: Queryable, spaceId: string, rooms: readonly RoomAppend[]) => Promise<Written[]>;

interface Queue {
  waiting: Waiting[];
  inFlight: number;
  isScheduled: boolean;
}

/**
 * Appends that arrive while other statements are in flight share the next statement, so that under load several ratings need only one
 * round trip and one commit. Each append is acknowledged only after the commit of its statement, and each gets its own version. Each
 * transaction has its own queue; if one of its statements fails, all of its appends fail.
 */
export function createAppendQueue(append: Append) {
  const queues = new WeakMap<Queryable, Queue>();

  function schedule(db: Queryable, queue: Queue): void {
    if (queue.isScheduled || queue.inFlight >= LIMITS.appendsInFlightMax) return;
    queue.isScheduled = true;
    // Other appends of this turn of the event loop are queued first.
    setImmediate(() => {
      queue.isScheduled = false;
      const group = takeGroup(queue.waiting);
      if (group.length === 0) return;
      queue.inFlight += 1;
      schedule(db, queue);
      void send(db, group).finally(() => {
        queue.inFlight -= 1;
        schedule(db, queue);
      });
    });
  }

  async function send(db: Queryable, group: Waiting[]): Promise<void> {
    try {
      await sendTogether(db, group);
    } catch (error) {
      // If the database is unavailable, it is so for each append, and a failed transaction cannot continue. Any other error may come from
      // only one append, so each is sent again on its own.
      const failure = classifyDatabaseFailure(error);
      const isLost = !("totalCount" in db) || failure === "unavailable" || failure === "busy";
      if (group.length === 1 || isLost) {
        for (const { reject } of group) reject(error);
        return;
      }
      for (const one of group) await sendTogether(db, [one]).catch(one.reject);
    }
  }

  async function sendTogether(db: Queryable, group: Waiting[]): Promise<void> {
    const rooms = byRoom(group);
    const spaceId = group[0]?.command.spaceId ?? "";
    const written = await append(
      db,
      spaceId,
      rooms.map(({ room }) => room),
    );
    rooms.forEach(({ writers }, index) => {
      const result = written[index] as Written;
      writers.forEach(({ resolve }, turn) => {
        resolve(versionOfWrite(result, writers.length, turn));
      });
    });
  }

  return (db: Queryable, command: AppendCommand): Promise<Written> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(db) ?? { waiting: [], inFlight: 0, isScheduled: false };
      queues.set(db, queue);
      queue.waiting.push({ command, resolve, reject });
      schedule(db, queue);
    });
}

/** Removes the next appends that can share one statement: of one space, with one incarnation for each name, and not too many rows. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const spaceId = waiting[0]?.command.spaceId;
  const incarnations = new Map<string, string | undefined>();
  const group: Waiting[] = [];
  const left: Waiting[] = [];
  let rows = 0;
  for (const entry of waiting.splice(0)) {
    const { command } = entry;
    const known = incarnations.has(command.name);
    const fits =
      command.spaceId === spaceId &&
      (!known || incarnations.get(command.name) === command.createdAt) &&
      (group.length === 0 || rows < LIMITS.appendRowsMax);
    if (!fits) {
      left.push(entry);
      continue;
    }
    incarnations.set(command.name, command.createdAt);
    rows += Object.keys(command.ratings).length;
    group.push(entry);
  }
  waiting.push(...left);
  return group;
}

function byRoom(group: Waiting[]): { room: RoomAppend; writers: Waiting[] }[] {
  const rooms = new Map<string, { room: RoomAppend; writers: Waiting[] }>();
  for (const entry of group) {
    const own = roomAppendOf(entry.command);
    const found = rooms.get(own.name);
    if (!found) {
      rooms.set(own.name, { room: own, writers: [entry] });
      continue;
    }
    found.writers.push(entry);
    found.room.writes = found.writers.length;
    found.room.ratings.push(...own.ratings);
    found.room.userProgress.push(...own.userProgress);
  }
  return [...rooms.values()];
}

/** The version after one of several appends that one statement wrote. */
function versionOfWrite(written: Written, writers: number, turn: number): Written {
  const isWritten = written.verdict === "joined" && written.version !== null;
  return isWritten ? { ...written, version: (written.version ?? 0) - writers + turn + 1 } : written;
}
