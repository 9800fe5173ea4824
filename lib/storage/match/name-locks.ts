import path from "node:path";
import { type CheckLock, withFileLock } from "@/lib/storage/support/lock-file";
import { contentionKey } from "./room-file-names";

/** The locks of names that may share a file: in this process with a queue, among processes with a lock file in the work folder. */
export class NameLocks {
  readonly #work: string;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(work: string) {
    this.#work = work;
  }

  /** Runs changes to such names one after the other. */
  async runExclusive<T>(name: string, run: (checkLock: CheckLock) => Promise<T>): Promise<T> {
    const key = contentionKey(name);
    const lock = path.join(this.#work, `${key}.held`);
    const locked = () => withFileLock(lock, run);
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(locked, locked);
    this.#turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }

  /** Resolves when the changes in progress have ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#turns.values());
  }
}
