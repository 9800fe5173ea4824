import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** How many event streams this process has open, by token chain. */
const open = new Map<string, number>();
let openInAll = 0;

/** How many event streams this process has open. */
export function openStreamCount(): number {
  return openInAll;
}

/**
 * Counts a stream that is about to be opened. Throws `too_many_requests` if the token's chain has too many open streams in this
 * process, and `overloaded` if all chains together have too many.
 * @returns a function that removes the stream from the count. Call it when the stream ends; another call does nothing.
 */
export function countStream(chainId: string): () => void {
  const own = open.get(chainId) ?? 0;
  const details = { retryAfterSeconds: 30 };
  if (own >= LIMITS.streamsPerTokenMax) {
    const message = "This token and those rotated from it have too many event streams open.";
    throw new RoomkeeperError("too_many_requests", message, details);
  }
  if (openInAll >= LIMITS.eventStreamsMax) {
    const message = "This server has too many event streams open.";
    throw new RoomkeeperError("overloaded", message, details);
  }
  open.set(chainId, own + 1);
  openInAll += 1;
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    openInAll -= 1;
    const left = (open.get(chainId) ?? 1) - 1;
    if (left > 0) open.set(chainId, left);
    else open.delete(chainId);
  };
}
