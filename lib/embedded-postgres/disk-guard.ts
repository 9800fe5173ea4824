import { statfs } from "node:fs/promises";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** Resolves with how many bytes are free on the disk of the database; null if that is unknown. */
export type FreeBytes = () => Promise<number | null>;

/** Keeps the disk of the embedded Postgres from filling up: a Postgres that cannot write its log stops, and serves no reads either. */
export interface DiskGuard {
  /** Throws `disk_full` if less than `LIMITS.databaseReserveBytes` were free at the last look. Deletions do not ask. */
  requireSpace(): void;
  /** Looks how much is free. */
  look(): Promise<void>;
  close(): void;
}

/**
 * Looks every few seconds how much of the disk is free.
 * @param freeBytes undefined for a database whose disk is not this machine's; then everything passes
 */
export function createDiskGuard(freeBytes: FreeBytes | undefined): DiskGuard {
  let isShort = false;
  async function look(): Promise<void> {
    const free = await freeBytes?.();
    isShort = typeof free === "number" && free < LIMITS.databaseReserveBytes;
  }
  const timer = freeBytes && setInterval(look, LIMITS.databaseDiskLookMs).unref();
  void look();
  return {
    requireSpace() {
      if (!isShort) return;
      throw new RoomkeeperError(
        "disk_full",
        "The disk of the database is almost full. Nothing of this request was stored. Try again when there is room.",
        { retryAfterSeconds: 60 },
      );
    },
    look,
    close: () => clearInterval(timer),
  };
}

/** How much is free on the disk of a folder, for an account that is not root. */
export function freeBytesOf(folder: string): FreeBytes {
  return async () => {
    const found = await statfs(folder).catch(() => null);
    return found && found.blocks > 0 ? found.bavail * found.bsize : null;
  };
}
