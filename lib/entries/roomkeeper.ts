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
  /** The last event that was seen, to continue after it; without it, only new events arrive. */
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

/** The client for game servers and web pages. */
export interface Roomkeeper extends Omit<HttpMatchStorage, keyof CopyAbilities | "waiting"> {
  /** Yields every open room, read page by page, so that they need not all be in memory. */
  rooms(): AsyncIterable<SerializedRoom>;
  /** The films a room agreed on, newest first. */
  matches(roomName: string): Promise<ClientMatch[]>;
  /** Checks the address and the token. Resolves with what the token may do. */
  check(): Promise<OwnToken>;
  /** Calls a handler for events of the space's rooms. Returns a function that removes the handler. Needs the scope events:read. */
  on<Type extends ClientEventType>(type: Type, handler: Handler<Type>): () => void;
  /** The id of the last event that handlers got. */
  lastEventId(): string | undefined;
}

/**
 * Creates a client. It opens nothing before the first call; call `close` when you no longer need it. Throws a StorageError
 * `invalid_request` without an address or a token.
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
function callsOf(
  storage: HttpMatchStorage,
): Omit<HttpMatchStorage, keyof CopyAbilities | "waiting"> {
  const { saveRoom, getRoom, deleteRoom, listRooms, hasRoom, appendRatings, takeBackRating } =
    storage;
  const { listTrash, restoreRoom, purgeRoom, buffered, flush, close } = storage;
  return {
    ...{ saveRoom, getRoom, deleteRoom, listRooms, hasRoom, appendRatings, takeBackRating },
    ...{ listTrash, restoreRoom, purgeRoom, buffered, flush, close },
  };
}

function refuse(message: string): StorageError {
  return new StorageError(message, undefined, "invalid_request");
}
