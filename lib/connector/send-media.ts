import { delay } from "@/lib/client/api-client";
import { LIMITS } from "@/lib/core/limits";
import type { Media } from "@/lib/match/media/media-schema";
import { codeOf } from "./error-code";
import { createNotices } from "./game-log";
import type { Link, Remote } from "./link";
import { addressOfGame, mediaItem } from "./media-item";
import type { GameContext, GameRoom } from "./upstream";

/** Rooms that are opened together share a request. */
const GATHER_MS = 250;
/** How many films are remembered as sent; beyond that all are sent again. */
const REMEMBERED_MAX = 100_000;

/**
 * Sends the films of rooms to the catalogue of the space, in batches. A film is sent once, and again after each change.
 * @param address the address of MovieMatch, if it is set
 */
export function createMediaSender(
  remote: Remote,
  link: Link,
  given: { address: string | undefined; context: () => GameContext | undefined },
) {
  const waiting = new Map<string, Media>();
  /** Film -> what was sent of it. */
  const sent = new Map<string, string>();
  const notices = createNotices(link.log);
  let isSending = false;

  async function add(room: GameRoom): Promise<void> {
    const films = await room.media;
    const base = addressOfGame(given.address, given.context());
    for (const film of films.values()) {
      const item = mediaItem(film, base);
      if (item && sent.get(item.mediaId) !== JSON.stringify(item)) waiting.set(item.mediaId, item);
    }
    if (base === undefined && films.size > 0) {
      notices.infoOnce(
        "address",
        "Posters and links of films are not sent: set MOVIEMATCH_URL to the address at which people open MovieMatch.",
      );
    }
    void sendAll();
  }

  async function sendAll(): Promise<void> {
    if (isSending) return;
    isSending = true;
    await delay(GATHER_MS, remote.signal);
    while (waiting.size > 0 && !remote.signal.aborted) {
      const items = [...waiting.values()].slice(0, LIMITS.mediaPerPutMax);
      for (const { mediaId } of items) waiting.delete(mediaId);
      try {
        const attemptsMax = Number.POSITIVE_INFINITY;
        await remote.api.call({ method: "PUT", path: "/media", body: { items }, attemptsMax });
      } catch (error) {
        const code = codeOf(error);
        const { message } = error as Error;
        if (!remote.isRefused() && !remote.signal.aborted) {
          notices.warnOnce("refused", `Titles of films are not stored (${code}): ${message}`);
        }
        continue;
      }
      if (sent.size > REMEMBERED_MAX) sent.clear();
      for (const item of items) sent.set(item.mediaId, JSON.stringify(item));
    }
    isSending = false;
  }

  return {
    /** Sends the films of a room as soon as MovieMatch has them. */
    add: (room: GameRoom) => void add(room).catch(() => {}),
  };
}
