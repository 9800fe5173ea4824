import { connectStorage } from "@/lib/connector/connect-storage";
import { processLog } from "@/lib/connector/game-log";
import { setLink } from "@/lib/connector/link";
import type { RoomStorage } from "@/lib/storage/match/storage";
import {
  createPortableStorage,
  PORTABLE_TYPES,
  refuse,
  type StorageConfig,
  unknownType,
} from "@/lib/storage/match/storage-config";
import { readVariable } from "./read-variable";

/**
 * Exports the same names as MovieMatch's own storage index, so that an import map can replace that module by this one. It has the storage
 * types memory, file and http.
 */
export { StorageError } from "@/lib/core/storage-error";
export type { SerializedRoom } from "@/lib/match/room";
export type { Storage } from "@/lib/storage/match/storage";
export {
  FileStorage,
  type FileStorageOptions,
  MemoryStorage,
} from "@/lib/storage/match/storage-classes";
export type { StorageConfig } from "@/lib/storage/match/storage-config";

export type StorageType = (typeof PORTABLE_TYPES)[number];

/** As MovieMatch names the settings of `createStorage`. */
export interface CreateStorageOptions extends StorageConfig {
  type: StorageType;
}

/**
 * Creates a storage of the given type; the default is `memory`. It opens nothing before the first call. Throws a StorageError
 * `invalid_request` for an unknown type or a missing setting.
 */
export function createStorage(config: StorageConfig = {}): RoomStorage {
  const storage = createPortableStorage(config);
  if (!storage) throw unknownType(config.type ?? "", PORTABLE_TYPES);
  return storage;
}

/**
 * Creates the storage that the variables STORAGE_TYPE, STORAGE_PATH, STORAGE_COMPRESS_FROM_BYTES, STORAGE_URL, STORAGE_TOKEN and
 * STORAGE_JOURNAL describe. With `http` it also says in the log what is wrong, keeps what waits in a journal file, and hears the end of the process.
 */
export function createStorageFromEnv(): RoomStorage {
  const type = readVariable("STORAGE_TYPE");
  if (type === "http") {
    const [url, token] = [readVariable("STORAGE_URL"), readVariable("STORAGE_TOKEN")];
    if (!url) throw refuse("The http storage needs STORAGE_URL, such as http://localhost:3000.");
    if (!token) throw refuse("The http storage needs STORAGE_TOKEN, a token of Roomkeeper.");
    return connectStorage({ url, token, journalPath: readVariable("STORAGE_JOURNAL") });
  }
  const storage = createStorage({
    type,
    storagePath: readVariable("STORAGE_PATH"),
    compressFromBytes: readBytes("STORAGE_COMPRESS_FROM_BYTES"),
  });
  setLink({
    log: processLog,
    listRooms: storage.listRooms,
    waitingRoom: () => null,
    waitingRooms: () => [],
    saveRoom: storage.saveRoom,
    onRefused: () => {},
  });
  return storage;
}

function readBytes(name: string): number | undefined {
  const value = readVariable(name);
  if (value === undefined) return undefined;
  const bytes = Number(value);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw refuse(`${name} must be a whole number of bytes, such as 65536.`);
}
