import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import type { Incarnation } from "@/lib/match/merge-room";
import { isMissing } from "@/lib/storage/support/durable-file";
import { readRoomFile } from "./room-file";

/** The pause after a scan is this many times as long as the scan, so that scans take at most a twentieth of the time. */
const PAUSE_PER_SCAN = 20;
/** File systems store change times with a coarse clock, so two changes within this time can have the same change time. */
const STAMP_MS = 1_000;

/** The room files in one folder, by the name of the room in each file. */
export interface RoomFolder {
  /** Every file that may contain a room, in no particular order. */
  files(): Promise<string[]>;
  /** Reads the open room in a file; null if there is no such file. Throws `corrupt`. */
  read(file: string): Promise<Incarnation | null>;
  /** Finds the room in a file whose name Roomkeeper would not choose, because somebody copied it into the folder. */
  findForeignFile(roomName: string): Promise<{ file: string; stored: Incarnation } | null>;
  /** Records that a file was just written to the folder or removed from it. */
  addToIndex(file: string, roomName: string): void;
  removeFromIndex(file: string): void;
}

/**
 * Reads each file that somebody copied into the folder once, and the folder again only if it has changed. A file that is copied while
 * this process writes is found after `folderScanPauseMs` or twenty times the duration of a scan, whichever is longer.
 */
export function openRoomFolder(folder: string): RoomFolder {
  const nameOfFile = new Map<string, string>();
  const filesOfName = new Map<string, Set<string>>();
  let scanned: { folderMs: number; firstSeenMs: number; isSettled: boolean } | undefined;
  let nextScanMs = 0;
  let scanning: Promise<void> | undefined;

  function removeFromIndex(file: string): void {
    const name = nameOfFile.get(file);
    if (name === undefined) return;
    nameOfFile.delete(file);
    const files = filesOfName.get(name);
    files?.delete(file);
    if (files?.size === 0) filesOfName.delete(name);
  }

  function addToIndex(file: string, name: string): void {
    if (nameOfFile.get(file) === name) return;
    removeFromIndex(file);
    nameOfFile.set(file, name);
    const files = filesOfName.get(name) ?? new Set();
    filesOfName.set(name, files.add(file));
  }

  async function read(file: string): Promise<Incarnation | null> {
    const stored = await readRoomFile(file);
    if (stored) addToIndex(file, stored.document.roomName);
    else removeFromIndex(file);
    return stored;
  }

  async function readIfRoom(file: string): Promise<Incarnation | null> {
    return read(file).catch((error: unknown) => {
      if (error instanceof StorageError) return null;
      throw error;
    });
  }

  /** Updates the index from the folder, unless it is current or was updated just now. */
  async function updateIndex(): Promise<void> {
    if (monotonicMs() < nextScanMs) return;
    const found = await stat(folder).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!found) return;
    const startedMs = monotonicMs();
    if (scanned?.folderMs !== found.mtimeMs) {
      scanned = { folderMs: found.mtimeMs, firstSeenMs: startedMs, isSettled: false };
    }
    if (scanned.isSettled) return;
    scanned.isSettled = startedMs - scanned.firstSeenMs > STAMP_MS;
    await scan();
    const tookMs = monotonicMs() - startedMs;
    nextScanMs = monotonicMs() + Math.max(LIMITS.folderScanPauseMs, tookMs * PAUSE_PER_SCAN);
  }

  async function scan(): Promise<void> {
    const files = new Set(await listJsonFiles(folder));
    for (const file of nameOfFile.keys()) if (!files.has(file)) removeFromIndex(file);
    for (const file of files) if (!nameOfFile.has(file)) await readIfRoom(file);
  }

  return {
    files: () => listJsonFiles(folder),
    read,
    addToIndex,
    removeFromIndex,
    async findForeignFile(roomName) {
      scanning ??= updateIndex().finally(() => {
        scanning = undefined;
      });
      await scanning;
      for (const file of filesOfName.get(roomName) ?? []) {
        const stored = await readIfRoom(file);
        if (stored?.document.roomName === roomName) return { file, stored };
      }
      return null;
    },
  };
}

/** Lists the paths whose names end in `.json` or `.json.gz`. They may turn out to be unreadable. */
export async function listJsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names
    .filter((name) => /\.json(\.gz)?$/i.test(name))
    .map((name) => path.join(folder, name));
}
