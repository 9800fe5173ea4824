import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SerializedRoom } from "@/lib/match/room";
import { changesAre, type GameLog } from "./game-log";

export const JOURNAL_PATH_DEFAULT = "./data/roomkeeper-waiting.json";

/** What waits for Roomkeeper: whole documents, because a save of one contains all that came before it. */
export interface Waiting {
  /** How many saves MovieMatch made that are not acknowledged. */
  changes: number;
  rooms: SerializedRoom[];
}

interface JournalFile extends Waiting {
  format: 1;
}

/**
 * A small file with the documents that wait for Roomkeeper. They are sent after a restart. All calls are synchronous, because the last one is
 * made while the process ends. It is readable by its owner only: documents contain the passwords of rooms.
 */
export function createJournal(file: string, log: GameLog) {
  let isPresent = false;

  function read(): Waiting {
    let text: string;
    try {
      if (!isAllowed("read", file)) return { changes: 0, rooms: [] };
      text = readFileSync(file, "utf8");
    } catch {
      return { changes: 0, rooms: [] };
    }
    try {
      const { format, changes, rooms } = JSON.parse(text) as JournalFile;
      if (format !== 1 || !Array.isArray(rooms)) throw new Error("Another format.");
      isPresent = true;
      return { changes, rooms };
    } catch {
      const aside = `${file}.damaged`;
      log.warn(`${file} cannot be read (corrupt); it is kept as ${aside}.`);
      attempt(() => renameSync(file, aside));
      return { changes: 0, rooms: [] };
    }
  }

  /** False if the file cannot be written. */
  function write(waiting: Waiting): boolean {
    if (waiting.rooms.length === 0) {
      if (isPresent && attempt(() => rmSync(file, { force: true }))) isPresent = false;
      return true;
    }
    if (!isAllowed("write", file)) return false;
    const document: JournalFile = { format: 1, ...waiting };
    return attempt(() => {
      mkdirSync(path.dirname(file), { recursive: true });
      const part = `${file}.part`;
      writeFileSync(part, JSON.stringify(document), { mode: 0o600 });
      chmodSync(part, 0o600);
      renameSync(part, file);
      isPresent = true;
    });
  }

  /** Writes the journal at the end of the process. The log says how many changes wait for the next start, or are lost. */
  function writeLast(waiting: Waiting): void {
    const isWritten = write(waiting);
    if (waiting.rooms.length === 0) return;
    const are = changesAre(waiting);
    if (isWritten) log.warn(`${are} waiting in ${file}, to be sent at the next start.`);
    else log.warn(`${are} lost, because ${file} cannot be written (STORAGE_JOURNAL).`);
  }

  return { read, write, writeLast };
}

export type Journal = ReturnType<typeof createJournal>;

function attempt(run: () => void): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}

/** Without a permission, Deno would ask on the terminal and block the process. */
function isAllowed(name: "read" | "write", file: string): boolean {
  type Permissions = { querySync(asked: { name: string; path: string }): { state: string } };
  const { Deno } = globalThis as { Deno?: { permissions?: Permissions } };
  return Deno?.permissions
    ? Deno.permissions.querySync({ name, path: file }).state === "granted"
    : true;
}
