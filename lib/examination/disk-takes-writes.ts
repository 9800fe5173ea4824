import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { LIMITS } from "@/lib/core/limits";
import type { Check } from "./check";

const FAILURE_TEXT: Record<string, string> = {
  ENOSPC: "has no room left on its disk: make room there",
  EDQUOT: "has no room left on its disk: make room there",
  EROFS: "is read-only: mount it so that it can be written to",
  ENOENT: "is gone: put it back",
};

/** DATA_DIR contains the embedded database, the secret and the server's address. */
export const diskTakesWrites: Check = {
  part: "disk",
  async examine({ dataDir, freeBytes }) {
    const file = path.join(dataDir, `.writable-${process.pid}`);
    try {
      await writeFile(file, "", { mode: 0o600 });
      await rm(file, { force: true });
      const free = await freeBytes?.();
      if (typeof free !== "number" || free >= LIMITS.databaseReserveBytes) return null;
      const [left, least] = [free, LIMITS.databaseReserveBytes].map(mebibytes);
      return `${dataDir} (DATA_DIR) has ${left} MiB left on its disk: make room there. With less than ${least} MiB, saves and ratings are refused.`;
    } catch (error) {
      const said = FAILURE_TEXT[String((error as NodeJS.ErrnoException).code)];
      return `${dataDir} (DATA_DIR) ${said ?? "cannot be written to: let this account write there"}.`;
    }
  },
};

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
