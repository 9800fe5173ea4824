import fs from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

/** The calls of node:fs/promises that change files or open them for writing. */
const CALLS = ["mkdir", "open", "rename", "rm", "rmdir", "unlink"] as const;

/**
 * Runs `run` as a process that dies in it: after `callsMax` of these calls, none has an effect any more, and each throws. Resolves with
 * whether it died.
 */
export async function crashAfter(callsMax: number, run: () => Promise<unknown>): Promise<boolean> {
  const real = Object.fromEntries(CALLS.map((name) => [name, fs.promises[name]]));
  let calls = 0;
  for (const name of CALLS) {
    const patched = (...given: unknown[]) => {
      calls += 1;
      if (calls > callsMax) return Promise.reject(new Error("The process has died."));
      const result = (real[name] as (...given: unknown[]) => unknown).apply(fs.promises, given);
      return name === "open" ? (result as Promise<FileHandle>).then(withoutFlush) : result;
    };
    Object.assign(fs.promises, { [name]: patched });
  }
  syncBuiltinESMExports();
  try {
    await run();
  } catch (error) {
    if (calls <= callsMax) throw error;
  } finally {
    Object.assign(fs.promises, real);
    syncBuiltinESMExports();
  }
  return calls > callsMax;
}

/** What a process has written survives its death without a flush, and flushing takes most of the time. */
function withoutFlush(handle: FileHandle): FileHandle {
  return Object.assign(handle, { sync: async () => {} });
}
