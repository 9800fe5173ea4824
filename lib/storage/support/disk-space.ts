import { statfs } from "node:fs/promises";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";

/**
 * Throws `disk_full` if a file of so many bytes would leave less than `diskReserveBytes` on the disk of a folder. Deletions may use the
 * reserve. A file system that does not say how much is free passes.
 */
export async function requireDiskSpace(folder: string, bytes: number): Promise<void> {
  const found = await statfs(folder).catch(() => null);
  if (!found || found.blocks === 0) return;
  if (found.bavail * found.bsize < bytes + LIMITS.diskReserveBytes) throw diskFull(folder);
}

/** Runs a write in a folder. Throws `disk_full` if there is no room for it; then the old files are as they were. */
export async function onDisk<T>(folder: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === "ENOSPC" || code === "EDQUOT") throw diskFull(folder, error);
    throw error;
  }
}

function diskFull(folder: string, cause?: unknown): StorageError {
  const message = `There is no room left on the disk of ${folder}. Nothing was written; what was stored before is as it was.`;
  return new StorageError(message, cause, "disk_full");
}
