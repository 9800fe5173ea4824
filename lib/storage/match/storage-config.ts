import { StorageError } from "@/lib/core/storage-error";
import { createHttpMatchStorage } from "./http";
import type { RoomStorage } from "./storage";
import { FileStorage, MemoryStorage } from "./storage-classes";

/** The settings of a storage. Only `http` has settings without a default: `url` and `token`. */
export interface StorageConfig {
  type?: string;
  /** file: the folder of the rooms; `path` has the same meaning. */
  storagePath?: string;
  path?: string;
  /** file: from this size on, files are compressed with gzip; by default none is. */
  compressFromBytes?: number;
  /**
   * http: the address of Roomkeeper. redis: the address of Redis. postgres: the address of the database, if it is not that of the
   * process.
   */
  url?: string;
  /** http: a token of Roomkeeper. */
  token?: string;
  /** http: the time limit of one attempt, and the maximum number of attempts. */
  timeoutMs?: number;
  attemptsMax?: number;
  /** http: attempts of a change; by default it is repeated until there is a reply. */
  writeAttemptsMax?: number;
  signal?: AbortSignal;
}

/** The types of storage that work without the server. */
export const PORTABLE_TYPES = ["memory", "file", "http"] as const;

/** Creates a storage of a type that works without the server; undefined for other types. */
export function createPortableStorage(config: StorageConfig): RoomStorage | undefined {
  const { type = "memory", url, token } = config;
  switch (type) {
    case "memory":
      return new MemoryStorage();
    case "file":
      return new FileStorage({
        storagePath: config.storagePath ?? config.path,
        compressFromBytes: config.compressFromBytes,
      });
    case "http":
      if (!url || !URL.canParse(url)) {
        throw refuse("The http storage needs STORAGE_URL, such as http://localhost:3000.");
      }
      if (!token) throw refuse("The http storage needs STORAGE_TOKEN, a token of Roomkeeper.");
      return createHttpMatchStorage({ ...config, url, token });
    default:
      return undefined;
  }
}

export function unknownType(type: string, known: readonly string[]): StorageError {
  return refuse(`There is no storage of type “${type}”. Known are: ${known.join(", ")}.`);
}

export function refuse(message: string): StorageError {
  return new StorageError(message, undefined, "invalid_request");
}
