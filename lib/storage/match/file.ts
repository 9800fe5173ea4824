import path from "node:path";
import { StorageError } from "@/lib/core/storage-error";
import type { Incarnation } from "@/lib/match/merge-room";
import { EMPTY_SLOT, type NameSlot } from "@/lib/match/name-slot";
import { onDisk, requireDiskSpace } from "@/lib/storage/support/disk-space";
import { prepareWorkFolder } from "@/lib/storage/support/durable-file";
import { FileSums } from "@/lib/storage/support/file-sums";
import { packedBytes } from "@/lib/storage/support/packed-bytes";
import { NameLocks } from "./name-locks";
import { historyFileText, readHistoryFile, roomFileText } from "./room-file";
import { historyFileName, roomFileNames, WORK_FOLDER } from "./room-file-names";
import { listJsonFiles, openRoomFolder, type RoomFolder } from "./room-folder";
import { type SlotStore, storageOverSlots } from "./slot-storage";
import type { RoomStorage } from "./storage";

export interface FileMatchStorageOptions {
  /** The folder of the room files; the first save creates it. */
  storagePath: string;
  /** From this size on, files are compressed with gzip; by default none is. Compressed files are read in any case. */
  compressFromBytes?: number;
  now?: () => Date;
  /** Called for each file that `listRooms` leaves out because it contains no room. By default it writes a line to stderr. */
  onCorruptFile?: (error: StorageError) => void;
}

/**
 * A storage with one file for each room, in the format of MovieMatch's own file storage. Rooms never overwrite each other: if two names
 * have the same file name, the second gets another file. Every write is durable before it is acknowledged.
 */
export function createFileMatchStorage(options: FileMatchStorageOptions): RoomStorage {
  const onCorruptFile =
    options.onCorruptFile ?? ((error: StorageError) => console.error(error.message));
  return storageOverSlots(new SlotFiles({ ...options, onCorruptFile }), options.now);
}

interface Located {
  /** The file of the open room, or the file that it would be written to. */
  file: string;
  stored: Incarnation | null;
}

class SlotFiles implements SlotStore {
  readonly #folder: string;
  readonly #work: string;
  readonly #onCorruptFile: (error: StorageError) => void;
  readonly #locks: NameLocks;
  readonly #rooms: RoomFolder;
  readonly #sums: FileSums;
  readonly #fromBytes: number | undefined;
  #prepared: Promise<void> | undefined;

  constructor(options: FileMatchStorageOptions & { onCorruptFile(error: StorageError): void }) {
    const folder = path.resolve(options.storagePath);
    this.#folder = folder;
    this.#work = path.join(folder, WORK_FOLDER);
    this.#locks = new NameLocks(this.#work);
    this.#rooms = openRoomFolder(folder);
    this.#sums = new FileSums(folder, this.#work);
    this.#onCorruptFile = options.onCorruptFile;
    this.#fromBytes = options.compressFromBytes;
  }

  async read(name: string): Promise<NameSlot> {
    const { slot, stored } = await this.#load(name);
    // A change is in progress, or a crash interrupted it. Wait for its end before reporting that there is no room.
    if (stored && !slot.open)
      return (await this.#locks.runExclusive(name, () => this.#load(name))).slot;
    return slot;
  }

  async change(name: string, decide: (slot: NameSlot) => NameSlot): Promise<void> {
    await onDisk(this.#folder, async () => {
      await this.#prepare();
      await this.#locks.runExclusive(name, async (checkLock) => {
        const { slot, file } = await this.#load(name);
        const next = decide(slot);
        if (next === slot) return;
        await checkLock();
        await this.#write(name, file, slot, next);
      });
    });
  }

  async readAll(): Promise<NameSlot[]> {
    const slots: NameSlot[] = [];
    for await (const slot of this.scan()) slots.push(slot);
    return slots;
  }

  async count(): Promise<number> {
    return (await this.#rooms.files()).length;
  }

  async *scan(): AsyncGenerator<NameSlot> {
    const names = new Set<string>();
    for (const file of await this.#rooms.files()) {
      const stored = await this.#orReport(() => this.#rooms.read(file));
      if (stored) names.add(stored.document.roomName);
    }
    for (const file of await listJsonFiles(this.#work)) {
      const history = await this.#orReport(() => readHistoryFile(file));
      if (history) names.add(history.roomName);
    }
    for (const name of names) {
      const slot = await this.#orReport(() => this.read(name));
      if (slot) yield slot;
    }
  }

  close = () => this.#locks.settled();

  async #load(name: string): Promise<{ slot: NameSlot } & Located> {
    const located = await this.#locate(name);
    const read = await readHistoryFile(path.join(this.#work, historyFileName(name)));
    const { trash, tombstones } = read?.history ?? EMPTY_SLOT;
    const { stored } = located;
    // The trash is written before a room's file is removed. If a room is in both, a crash happened in between, and the room counts as
    // trashed.
    const left =
      trash.some((entry) => entry.incarnation.createdAtMs === stored?.createdAtMs) ||
      tombstones.some((stone) => stone.createdAtMs === stored?.createdAtMs);
    return { slot: { open: left ? null : stored, trash, tombstones }, ...located };
  }

  /** Finds the file of a name. An unreadable file may contain the room, so it is not treated as missing. */
  async #locate(name: string): Promise<Located> {
    const { plain, own } = roomFileNames(name);
    const plainFile = path.join(this.#folder, plain);
    const ownFile = path.join(this.#folder, own);
    let corrupt: unknown;
    let taken = false;
    try {
      const stored = await this.#rooms.read(plainFile);
      if (stored?.document.roomName === name) return { file: plainFile, stored };
      taken = stored !== null;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      corrupt = error;
    }
    const stored = plain === own ? null : await this.#rooms.read(ownFile);
    if (stored?.document.roomName === name) return { file: ownFile, stored };
    const brought = await this.#rooms.findForeignFile(name);
    if (brought) return brought;
    if (corrupt) throw corrupt;
    return { file: taken ? ownFile : plainFile, stored: null };
  }

  /**
   * Writes the changed files in an order that loses nothing in a crash: a trashed room is written to the trash before its file is
   * removed, and a restored room is written to its file before it leaves the trash.
   */
  async #write(name: string, file: string, before: NameSlot, after: NameSlot): Promise<void> {
    const { open } = after;
    const historyFile = path.join(this.#work, historyFileName(name));
    const writeHistory = async () => {
      if (after.trash === before.trash && after.tombstones === before.tombstones) return;
      await this.#sums.write(
        historyFile,
        await this.#bytesOf(historyFile, historyFileText(name, after)),
      );
    };
    const restored = before.trash.some(
      (entry) => entry.incarnation.createdAtMs === open?.createdAtMs,
    );
    const bytes =
      open && open !== before.open ? await this.#bytesOf(file, roomFileText(open)) : null;
    if (bytes) await requireDiskSpace(this.#folder, bytes.byteLength);
    if (!restored) await writeHistory();
    if (bytes) {
      await this.#sums.write(file, bytes);
      this.#rooms.addToIndex(file, name);
    } else if (!open && before.open) {
      await this.#sums.remove(file);
      this.#rooms.removeFromIndex(file);
    }
    if (restored) await writeHistory();
  }

  #bytesOf(file: string, text: string): Promise<Uint8Array> {
    return packedBytes(text, { file, fromBytes: this.#fromBytes });
  }

  #prepare(): Promise<void> {
    this.#prepared ??= prepareWorkFolder(this.#work).catch((error) => {
      this.#prepared = undefined;
      throw error;
    });
    return this.#prepared;
  }

  async #orReport<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      this.#onCorruptFile(error);
      return null;
    }
  }
}
