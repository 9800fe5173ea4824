import { createApiClient } from "@/lib/client/api-client";
import {
  type ClientEventType,
  createEventListener,
  type Handler,
} from "@/lib/client/event-listener";
import { StorageError } from "@/lib/core/storage-error";
import type { SerializedRoom } from "@/lib/match/room";
import {
  createHttpMatchStorage,
  type HttpMatchStorage,
  type HttpMatchStorageOptions,
} from "@/lib/storage/match/http";
import type { CopyAbilities } from "@/lib/storage/match/storage";

export type { ClientEvents } from "@/lib/client/event-listener";
export { StorageError } from "@/lib/core/storage-error";
export type { RoomEvent } from "@/lib/event-feed/event";
export type { SerializedRoom } from "@/lib/match/room";

export interface RoomkeeperOptions extends HttpMatchStorageOptions {
  /** The last event that was seen, to go on from there; without it, events begin now. */
  lastEventId?: string;
}

/** A film that a room agreed on. */
export interface ClientMatch {
  mediaId: string;
  /** ISO 8601: the like that completed it. */
  matchedAt: string;
  likers: string[];
  [field: string]: unknown;
}

/** What the token of this client is, and what it may do. */
export interface OwnToken {
  space: string;
  label: string;
  scopes: string[];
  /** ISO 8601; null for never. */
  expiresAt: string | null;
  [field: string]: unknown;
}

/** One Roomkeeper, as a game server or a page of its own sees it. */
export interface Roomkeeper extends Omit<HttpMatchStorage, keyof CopyAbilities> {
  /** Every open room, a page at a time, so that any number of them fits into memory. */
  rooms(): AsyncIterable<SerializedRoom>;
  /** The films a room agreed on, newest first. */
  matches(roomName: string): Promise<ClientMatch[]>;
  /** Whether address and token are right: resolves with what the token may do. */
  check(): Promise<OwnToken>;
  /** Listens for what happens to the rooms of the space; gives back the way to end that. Needs the scope events:read. */
  on<Type extends ClientEventType>(type: Type, handler: Handler<Type>): () => void;
  /** The last event that was handed out. */
  lastEventId(): string | undefined;
}

/**
 * A client for one Roomkeeper. Nothing is opened before the first call; `close` when it is not needed any more.
 * Throws a StorageError `invalid_request` at once without an address or a token.
 */
export function createRoomkeeper(options: RoomkeeperOptions): Roomkeeper {
  if (!options.url || !URL.canParse(options.url)) throw refuse("Give the url of a Roomkeeper.");
  if (!options.token) throw refuse("Give a token of that Roomkeeper.");
  const ending = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
  const api = createApiClient({ ...options, signal });
  const storage = createHttpMatchStorage(options);
  const { lastEventId } = options;
  const events = createEventListener(api, {
    signal,
    ...(lastEventId === undefined ? {} : { lastEventId }),
  });

  return {
    ...callsOf(storage),
    ...events,

    async *rooms() {
      for await (const { room } of storage.scanRooms()) yield room;
    },

    async matches(name) {
      const matches: ClientMatch[] = [];
      let cursor: string | null = null;
      do {
        const query: Record<string, string> = { name, limit: "200" };
        if (cursor !== null) query.cursor = cursor;
        const { body } = await api.call({ method: "GET", path: "/room/matches", query });
        const page = body as { items: ClientMatch[]; nextCursor: string | null };
        matches.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return matches;
    },

    async check() {
      const { body } = await api.call({ method: "GET", path: "/token" });
      return body as OwnToken;
    },

    async close(closing) {
      await storage.close(closing);
      ending.abort();
    },
  };
}

/** The calls of the storage without those for copying. */
function callsOf(storage: HttpMatchStorage): Omit<HttpMatchStorage, keyof CopyAbilities> {
  const { saveRoom, getRoom, deleteRoom, listRooms, hasRoom, appendRatings, takeBackRating } =
    storage;
  const { listTrash, restoreRoom, purgeRoom, buffered, flush, close } = storage;
  return {
    ...{ saveRoom, getRoom, deleteRoom, listRooms, hasRoom, appendRatings, takeBackRating },
    ...{ listTrash, restoreRoom, purgeRoom, buffered, flush, close },
  };
}

function refuse(words: string): StorageError {
  return new StorageError(words, undefined, "invalid_request");
}
