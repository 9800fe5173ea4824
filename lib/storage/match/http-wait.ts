import { delay } from "@/lib/client/api-client";
import { StorageError } from "@/lib/core/storage-error";

/** The maximum of a timer. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** How long a caller waits. The change itself continues, because it was accepted. */
export interface Wait {
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Waits for a change, but not longer than the caller wants. */
export async function within<T>(wait: Wait | undefined, change: Promise<T>): Promise<T> {
  if (!wait?.signal && wait?.timeoutMs === undefined) return change;
  const done = new AbortController();
  const over = delay(wait.timeoutMs ?? MAX_WAIT_MS, wait.signal, done.signal).then(() => {
    throw new StorageError(
      "The change was not acknowledged in time. The client continues to send it.",
    );
  });
  over.catch(() => {});
  try {
    return await Promise.race([change, over]);
  } finally {
    done.abort();
  }
}
