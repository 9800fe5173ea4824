import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import path from "node:path";
import { now } from "@/lib/core/clock";

const CRUMB = "tmp-";
const CRUMB_AGE_MS = 60 * 60 * 1000;

export function isMissing(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "ENOENT";
}

/**
 * Puts a whole file in place: written beside, flushed, renamed over, and the folder flushed, so that a crash leaves the old file
 * or the new one and what was acknowledged stays. `workFolder` must be on the same file system.
 */
export async function writeDurably(file: string, text: string, workFolder: string): Promise<void> {
  const crumb = path.join(workFolder, `${CRUMB}${randomBytes(9).toString("hex")}`);
  try {
    const handle = await open(crumb, "wx", 0o600);
    try {
      await handle.writeFile(text, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(crumb, file);
  } catch (error) {
    await rm(crumb, { force: true });
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

/** Some systems cannot open a folder for that; they keep renames in order by themselves. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  try {
    await handle?.sync().catch(() => {});
  } finally {
    await handle?.close();
  }
}

/** Makes the working folder, and clears away what a killed process left there. */
export async function prepareWorkFolder(workFolder: string): Promise<void> {
  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(workFolder)) {
    // Older versions left lock files.
    if (!name.startsWith(CRUMB) && !name.endsWith(".lock")) continue;
    const crumb = path.join(workFolder, name);
    const age = await stat(crumb).then(
      ({ mtimeMs }) => ageMs(mtimeMs),
      () => 0,
    );
    if (age > CRUMB_AGE_MS) await rm(crumb, { force: true });
  }
}

function ageMs(sinceMs: number): number {
  return now().getTime() - sinceMs;
}
