import { constants, type FileHandle, open } from "node:fs/promises";
import type { ErrorCode } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import { isMissing } from "./durable-file";

/** Reads the bytes of a file; null if there is no such file. Throws a StorageError that names the file and says why it is unusable. */
export async function readStoredBytes(file: string): Promise<Uint8Array | null> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe of that name would block.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) throw new StorageError(`${file} is not a file.`, undefined, "corrupt");
    if (found.size > LIMITS.roomFileBytesMax) {
      const most = `${LIMITS.roomFileBytesMax / 1024 / 1024} MB`;
      throw new StorageError(`${file} is larger than ${most}.`, undefined, "corrupt");
    }
    return await handle.readFile();
  } catch (error) {
    if (isMissing(error)) return null;
    if (error instanceof StorageError) throw error;
    const { code } = error as { code?: string };
    const [message, storageCode] = FAILURES[code ?? ""] ?? [];
    if (!message) throw error;
    throw new StorageError(`${file} ${message}.`, error, storageCode);
  } finally {
    await handle?.close();
  }
}

/** Why an existing path cannot be read as a file. */
const FAILURES: Record<string, [message: string, code: ErrorCode]> = {
  EISDIR: ["is a folder", "corrupt"],
  ELOOP: ["is a link that leads back to itself", "corrupt"],
  ENXIO: ["is not a file", "corrupt"],
  EACCES: ["may not be read by this account", "unavailable"],
  EPERM: ["may not be read by this account", "unavailable"],
};
