import { RoomkeeperError } from "./errors";

/** Counts the open streams of one kind in this process, of each owner and of all. */
export interface StreamCount {
  /** How many are open. */
  openInAll(): number;
  /**
   * Counts a stream that is about to be opened. Throws `too_many_requests` if its owner has too many open, and `overloaded` if all owners
   * together have too many.
   * @returns a function that removes the stream from the count. Call it when the stream ends; another call does nothing.
   */
  count(owner: string): () => void;
}

export function createStreamCount(limits: {
  perOwner: number;
  inAll: number;
  /** What is said when an owner has too many, and when all have. */
  perOwnerText: string;
  inAllText: string;
}): StreamCount {
  const open = new Map<string, number>();
  let inAll = 0;
  return {
    openInAll: () => inAll,
    count(owner) {
      const own = open.get(owner) ?? 0;
      const details = { retryAfterSeconds: 30 };
      if (own >= limits.perOwner) {
        throw new RoomkeeperError("too_many_requests", limits.perOwnerText, details);
      }
      if (inAll >= limits.inAll) {
        throw new RoomkeeperError("overloaded", limits.inAllText, details);
      }
      open.set(owner, own + 1);
      inAll += 1;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        inAll -= 1;
        const left = (open.get(owner) ?? 1) - 1;
        if (left > 0) open.set(owner, left);
        else open.delete(owner);
      };
    },
  };
}
