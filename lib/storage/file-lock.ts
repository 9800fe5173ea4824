import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { isMissing } from "./durable-file";

const FLAG_ATTEMPTS_MAX = 1_000;

/** Says whether the lock is still held. Throws when another process took it over: nothing may be written any more. */
export type CheckLock = () => Promise<void>;

/**
 * Runs one at a time among all processes that use this lock folder.
 *
 * Each process puts a flag of its own into the folder and holds the lock when no other flag is there. Of two that come together at
 * least one sees the other, because each looks only after its flag stands. No flag is ever reused, so a flag that its process left
 * behind when it died can be ignored and removed without a race: it is nobody else's.
 *
 * The holder writes to its flag every `fileLockBeatMs`. A flag that was not written to for `fileLockStaleMs` belongs to a process that
 * died or was stopped. Ages are measured by the file system's clock alone, so that clocks of several machines may differ.
 *
 * @throws Error when the lock was not free for `fileLockWaitMs`
 */
export async function withFileLock<T>(
  folder: string,
  run: (checkLock: CheckLock) => Promise<T>,
): Promise<T> {
  const flag = await acquire(folder);
  const beat = setInterval(() => void flag.beat(), LIMITS.fileLockBeatMs);
  try {
    return await run(async () => {
      if (!(await isThere(flag.file)))
        throw new Error(`${folder} was taken over by another process`);
    });
  } finally {
    clearInterval(beat);
    await remove(flag);
    // Fails while others wait in it; the last one removes it.
    await rmdir(folder).catch(() => {});
  }
}

interface Flag {
  name: string;
  file: string;
  beat(): Promise<void>;
  close(): Promise<void>;
}

async function acquire(folder: string): Promise<Flag> {
  const startedMs = monotonicMs();
  for (;;) {
    const flag = await raise(folder);
    try {
      for (;;) {
        const others = await livingOthers(folder, flag);
        if (others === null) break;
        if (others.length === 0) return flag;
        // The smallest flag waits where it is and is next; the others withdraw, so that two never wait for each other.
        if (others.some((other) => other < flag.name)) break;
        if (monotonicMs() - startedMs > LIMITS.fileLockWaitMs) break;
        await pause();
      }
    } catch (error) {
      await remove(flag);
      throw error;
    }
    await remove(flag);
    if (monotonicMs() - startedMs > LIMITS.fileLockWaitMs) {
      throw new Error(`${folder} is held by another process`);
    }
    await pause();
  }
}

/** Puts a new flag up. The folder may go away at any moment until the flag stands, when its last user leaves. */
async function raise(folder: string): Promise<Flag> {
  for (let attempt = 1; ; attempt += 1) {
    const name = randomBytes(12).toString("hex");
    const file = path.join(folder, name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return flagOf(name, file, await open(file, "wx", 0o600));
    } catch (error) {
      if (!isMissing(error) || attempt === FLAG_ATTEMPTS_MAX) throw error;
    }
  }
}

function flagOf(name: string, file: string, handle: FileHandle): Flag {
  let isClosed = false;
  return {
    name,
    file,
    beat: async () => {
      if (!isClosed) await handle.write("!", 0).catch(() => {});
    },
    close: async () => {
      isClosed = true;
      await handle.close();
    },
  };
}

/** The other flags of processes that live; null when one's own is gone, which a flag is that was thought dead. */
async function livingOthers(folder: string, flag: Flag): Promise<string[] | null> {
  await flag.beat();
  const names = await readdir(folder);
  const mine = await stat(flag.file).catch(() => null);
  if (!mine || !names.includes(flag.name)) return null;
  const living: string[] = [];
  for (const name of names) {
    if (name === flag.name) continue;
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (!found) continue;
    if (mine.mtimeMs - found.mtimeMs <= LIMITS.fileLockStaleMs) living.push(name);
    else await rm(file, { force: true });
  }
  return living;
}

async function remove(flag: Flag): Promise<void> {
  await flag.close();
  await rm(flag.file, { force: true });
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function pause(): Promise<void> {
  const [lot = 0] = randomBytes(1);
  return new Promise((resolve) => setTimeout(resolve, 2 + (lot % 12)));
}
