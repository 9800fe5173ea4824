import type { RoomStorage } from "@/lib/storage/match/storage";
import {
  createPortableStorage,
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
export type { StorageConfig } from "@/lib/storage/match/storage-config";

const KNOWN = ["memory", "file", "http"];

/**
 * Creates a storage of the given type; the default is `memory`. It opens nothing before the first call. Throws a StorageError
 * `invalid_request` for an unknown type or a missing setting.
 */
export function createStorage(config: StorageConfig = {}): RoomStorage {
  const storage = createPortableStorage(config);
  if (!storage) throw unknownType(config.type ?? "", KNOWN);
  return storage;
}

/** Creates the storage that the variables STORAGE_TYPE, STORAGE_PATH, STORAGE_URL and STORAGE_TOKEN describe. */
export function createStorageFromEnv(): RoomStorage {
  return createStorage({
    type: readVariable("STORAGE_TYPE"),
    storagePath: readVariable("STORAGE_PATH"),
    url: readVariable("STORAGE_URL"),
    token: readVariable("STORAGE_TOKEN"),
  });
}
