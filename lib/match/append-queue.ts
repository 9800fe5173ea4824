import { LIMITS } from "@/lib/core/limits";
import { classifyDatabaseFailure } from "@/lib/db/database-failure";
import { type AppendCommand, type RoomAppend, roomAppendOf } from "./room-append";
import type { Db } from "./rooms-sql";
import type { Written } from "./write-sql";

interface Waiting {
  command: AppendCommand;
  resolve(written: Written): void;
  reject(error: unknown): void;
}

type Append = (db: Db, spaceId: string, rooms: readonly RoomAppend[]) => Promise<Written[]>;

interface Line {
  waiting: Waiting[];
  inFlight: number;
  isCalled: boolean;
}

/**
 * Lets appends that arrive while others are on their way to the database share the next statement: under load a rating costs a
 * fraction of a round trip and of a commit. Each is acknowledged only when the statement that carries it is committed, and gets
 * a version of its own. Those of one transaction share a line of their own, and its fate.
 */
export function createAppendQueue(append: Append) {
  const lines = new WeakMap<Db, Line>();

  function call(db: Db, line: Line): void {
    if (line.isCalled || line.inFlight >= LIMITS.appendsInFlightMax) return;
    line.isCalled = true;
    // After what else has arrived in this turn of the event loop.
    setImmediate(() => {
      line.isCalled = false;
      const group = takeGroup(line.waiting);
      if (group.length === 0) return;
      line.inFlight += 1;
      call(db, line);
      void send(db, group).finally(() => {
        line.inFlight -= 1;
        call(db, line);
      });
    });
  }

  async function send(db: Db, group: Waiting[]): Promise<void> {
    try {
      await sendTogether(db, group);
    } catch (error) {
      // What keeps the database away keeps it from each alone as well, and a failed transaction is lost as a whole; anything
      // else may be the fault of one.
      const failure = classifyDatabaseFailure(error);
      const isLost = !("totalCount" in db) || failure === "unavailable" || failure === "busy";
      if (group.length === 1 || isLost) {
        for (const { reject } of group) reject(error);
        return;
      }
      for (const one of group) await sendTogether(db, [one]).catch(one.reject);
    }
  }

  async function sendTogether(db: Db, group: Waiting[]): Promise<void> {
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
        resolve(versionOfTurn(result, writers.length, turn));
      });
    });
  }

  return (db: Db, command: AppendCommand): Promise<Written> =>
    new Promise((resolve, reject) => {
      const line = lines.get(db) ?? { waiting: [], inFlight: 0, isCalled: false };
      lines.set(db, line);
      line.waiting.push({ command, resolve, reject });
      call(db, line);
    });
}

/** The next appends that one statement can carry: of one space, one incarnation for each name, and not too many rows. */
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

/** Writes that were carried out as one count up one after the other. */
function versionOfTurn(written: Written, writers: number, turn: number): Written {
  const isWritten = written.verdict === "joined" && written.version !== null;
  return isWritten ? { ...written, version: (written.version ?? 0) - writers + turn + 1 } : written;
}
