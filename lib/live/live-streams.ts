import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";

/** How many live streams of pages this process has open, by person. */
const open = new Map<string, number>();
let openInAll = 0;

/** How many live streams of pages this process has open. */
export function liveStreamCount(): number {
  return openInAll;
}

/**
 * Counts a live stream that is about to be opened. Throws `too_many_requests` if the person has too many open in this process, and
 * `overloaded` if all people together have too many.
 * @returns a function that removes the stream from the count. Another call does nothing.
 */
export function countLiveStream(personId: string): () => void {
  const own = open.get(personId) ?? 0;
  const details = { retryAfterSeconds: 30 };
  if (own >= LIMITS.liveStreamsPerPersonMax) {
    const message = "This account has too many live pages open.";
    throw new RoomkeeperError("too_many_requests", message, details);
  }
  if (openInAll >= LIMITS.liveStreamsMax) {
    throw new RoomkeeperError("overloaded", "This server has too many live pages open.", details);
  }
  open.set(personId, own + 1);
  openInAll += 1;
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    openInAll -= 1;
    const left = (open.get(personId) ?? 1) - 1;
    if (left > 0) open.set(personId, left);
    else open.delete(personId);
  };
}
