import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { monotonicMs } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { isMissing } from "./durable-file";

const FLAG_ATTEMPTS_MAX = 1_000;

/** Checks that the lock is still held. Throws if another process took it over; then nothing may be written any more. */
export type CheckLock = () => Promise<void>;

/**
 * Runs `run` while it holds the lock. Only one process at a time can hold the lock of a folder.
 *
 * Each process puts its own flag file into the folder and holds the lock if no other flag is there. If two processes arrive together,
 * at least one sees the other's flag, because each looks only after its own flag exists. No flag is reused, so a flag that a dead
 * process left behind can be ignored and removed without a race.
 *
 * The holder writes to its flag every `fileLockBeatMs`. A flag that was not written to for `fileLockStaleMs` belongs to a process that
 * died or was stopped. Ages are measured only with the file system's clock, so the clocks of the machines may differ.
 *
 * @throws Error if the lock did not become free within `fileLockWaitMs`
 */
export async function withFileLock<T>(
  folder: string,
  run: (checkLock: CheckLock) => Promise<T>,
): Promise<T> {
  const flag = await acquire(folder);
  const beat = setInterval(() => void flag.beat(), LIMITS.fileLockBeatMs);
  try {
    return await run(async () => {
      if (!(await exists(flag.file)))
        throw new Error(`${folder} was taken over by another process`);
    });
  } finally {
    clearInterval(beat);
    await remove(flag);
    // This fails while other processes wait in the folder; the last one removes it.
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
    const flag = await createFlag(folder);
    try {
      for (;;) {
        const others = await livingOthers(folder, flag);
        if (others === null) break;
        if (others.length === 0) return flag;
        // The process with the smallest flag keeps it and is next. The others remove theirs, so that two never wait for each other.
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

/** Makes a new flag. Until it exists, the folder may disappear at any moment, because its last user removes it. */
async function createFlag(folder: string): Promise<Flag> {
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

/** The flags of other live processes; null if the own flag is gone because another process thought that this one was dead. */
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

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function pause(): Promise<void> {
  const [lot = 0] = randomBytes(1);
  return new Promise((resolve) => setTimeout(resolve, 2 + (lot % 12)));
}
