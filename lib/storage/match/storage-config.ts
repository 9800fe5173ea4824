import { StorageError } from "@/lib/core/storage-error";
import { createFileMatchStorage } from "./file";
import { createHttpMatchStorage } from "./http";
import { createMemoryMatchStorage } from "./memory";
import type { RoomStorage } from "./storage";

export const STORAGE_PATH_DEFAULT = "./data/rooms";

/** What a storage is made from; everything but `http` and its address has a default. */
export interface StorageConfig {
  type?: string;
  /** file: the folder of the rooms; `path` is another word for it. */
  storagePath?: string;
  path?: string;
  /** http: where Roomkeeper answers. redis: the Redis. postgres: the database, when it is not the process's own. */
  url?: string;
  /** http: a token of Roomkeeper. */
  token?: string;
  /** http: how long one attempt may take, and how many there are. */
  timeoutMs?: number;
  attemptsMax?: number;
  /** http: attempts of a change; unless given it goes on until it is answered. */
  writeAttemptsMax?: number;
  signal?: AbortSignal;
}

/** A storage that needs nothing of the server, or undefined for a type that is not of these. */
export function createPortableStorage(config: StorageConfig): RoomStorage | undefined {
  const { type = "memory", url, token } = config;
  switch (type) {
    case "memory":
      return createMemoryMatchStorage();
    case "file": {
      const storagePath = config.storagePath ?? config.path ?? STORAGE_PATH_DEFAULT;
      return createFileMatchStorage({ storagePath });
    }
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

export function refuse(words: string): StorageError {
  return new StorageError(words, undefined, "invalid_request");
}
