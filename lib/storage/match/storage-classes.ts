import type { NameSlot } from "@/lib/match/name-slot";
import { createFileMatchStorage, type FileMatchStorageOptions } from "./file";
import { memoryStorageOver } from "./memory";
import type { RoomStorage } from "./storage";

export const STORAGE_PATH_DEFAULT = "./data/rooms";

/** The instances have the calls of the storage as their own properties, so that a call works without its object, too. */
const StorageOf = class {
  constructor(storage: RoomStorage) {
    Object.assign(this, storage);
  }
} as new (
  storage: RoomStorage,
) => RoomStorage;

/** The storage in memory, as MovieMatch's class of this name. Its rooms are lost when the process ends. */
export class MemoryStorage extends StorageOf {
  readonly #slots: Map<string, NameSlot>;

  constructor() {
    const slots = new Map<string, NameSlot>();
    super(memoryStorageOver(slots));
    this.#slots = slots;
  }

  /** How many rooms are open. */
  size(): number {
    let open = 0;
    for (const slot of this.#slots.values()) if (slot.open) open += 1;
    return open;
  }

  /** Forgets everything, also the trash. */
  clear(): void {
    this.#slots.clear();
  }
}

export interface FileStorageOptions extends Omit<FileMatchStorageOptions, "storagePath"> {
  /** The folder of the room files; the default is `./data/rooms`. */
  storagePath?: string;
}

/** The storage in files, as MovieMatch's class of this name. The first save creates the folder. */
export class FileStorage extends StorageOf {
  readonly #storagePath: string;

  constructor({ storagePath = STORAGE_PATH_DEFAULT, ...options }: FileStorageOptions = {}) {
    super(createFileMatchStorage({ ...options, storagePath }));
    this.#storagePath = storagePath;
  }

  /** The folder of the room files, as it was given. */
  getStoragePath(): string {
    return this.#storagePath;
  }
}
