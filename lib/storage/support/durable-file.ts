import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { now } from "@/lib/core/clock";

/** How the names of temporary files begin. */
export const TEMPORARY_PREFIX = "tmp-";
const TEMPORARY_AGE_MS = 60 * 60 * 1000;

export function isMissing(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ENOENT";
}

/**
 * Replaces a file atomically and durably: it writes and flushes a temporary file in `workFolder`, renames it, and flushes the folder.
 * After a crash there is the old file or the new one. `workFolder` must be on the same file system.
 */
export async function writeDurably(
  file: string,
  content: string | Uint8Array,
  workFolder: string,
): Promise<void> {
  const temporary = path.join(workFolder, `${TEMPORARY_PREFIX}${randomBytes(9).toString("hex")}`);
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await flushFolder(path.dirname(file));
}

export async function removeDurably(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await flushFolder(path.dirname(file));
}

/** Some systems cannot open a folder to flush it; on those, renames stay in order anyway. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  try {
    await handle?.sync().catch(() => {});
  } finally {
    await handle?.close();
  }
}

/** Makes the work folder, and removes files that a killed process left there. */
export async function prepareWorkFolder(workFolder: string): Promise<void> {
  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(workFolder)) {
    // Older versions left lock files.
    if (!name.startsWith(TEMPORARY_PREFIX) && !name.endsWith(".lock")) continue;
    const temporary = path.join(workFolder, name);
    const age = await stat(temporary).then(
      ({ mtimeMs }) => ageMs(mtimeMs),
      () => 0,
    );
    if (age > TEMPORARY_AGE_MS) await rm(temporary, { force: true });
  }
}

function ageMs(sinceMs: number): number {
  return now().getTime() - sinceMs;
}
