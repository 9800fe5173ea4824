import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
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
  async examine({ dataDir }) {
    const file = path.join(dataDir, `.writable-${process.pid}`);
    try {
      await writeFile(file, "", { mode: 0o600 });
      await rm(file, { force: true });
      return null;
    } catch (error) {
      const said = FAILURE_TEXT[String((error as NodeJS.ErrnoException).code)];
      return `${dataDir} (DATA_DIR) ${said ?? "cannot be written to: let this account write there"}.`;
    }
  },
};
