import { type ApiClientOptions, createApiClient, delay } from "@/lib/client/api-client";
import type { Write } from "@/lib/client/room-queue";
import { type Buffered, createWriteQueue, type WriteQueueOptions } from "@/lib/client/write-queue";
import { StorageError } from "@/lib/core/storage-error";
import { compareCodePoints, isStorableText } from "@/lib/core/text";
import type { TrashedRoom } from "@/lib/match/copied-room";
import { ratingParts } from "@/lib/match/rating-parts";
import type { SerializedRoom } from "@/lib/match/room";
import { isRoomName, parseRatings } from "@/lib/match/room-schema";
import {
  countApiRooms,
  PASSWORD_ADVICE,
  previewApiSave,
  scanApiRooms,
  scanApiTrash,
  withoutMetadata,
} from "./http-scan";
import { type Wait, within } from "./http-wait";
import type { RoomStorage } from "./storage";
import { asStorageError, copyJson, copyRoom } from "./storage-failure";

const PAGE = String(100);

/** The HTTP storage with its additional calls. */
export interface HttpMatchStorage extends RoomStorage {
  saveRoom(room: SerializedRoom, wait?: Wait): Promise<void>;
  /** How many changes are waiting or in flight, and their size. */
  buffered(): Buffered;
  /** The changes that are not acknowledged yet, as they are sent. */
  waiting(): Write[];
  /** Resolves when all changes accepted so far are acknowledged. Rejects with an AggregateError of the refused ones. */
  flush(): Promise<void>;
  /**
   * Accepts no more changes and resolves when all are acknowledged. After `timeoutMs` (10,000 by default), the remaining changes are
   * lost.
   */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

export interface HttpMatchStorageOptions extends ApiClientOptions, WriteQueueOptions {}

const CLOSE_MS = 10_000;

/**
 * A storage that uses the API of a Roomkeeper. Names are sent as `?name=`, which proxies do not change. All changes go through one queue
 * (`write-queue.ts`): for each room in order with at most one in flight. Waiting changes are joined, and changes of different rooms share
 * a request.
 */
export function createHttpMatchStorage(options: HttpMatchStorageOptions): HttpMatchStorage {
  const ending = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ending.signal]) : ending.signal;
  const api = createApiClient({ ...options, signal });
  const writes = createWriteQueue(api, options);
  let closed = false;

  async function call<T>(run: () => Promise<T>): Promise<T> {
    if (closed) throw new StorageError("This storage was closed.");
    try {
      return await run();
    } catch (error) {
      throw asStorageError(error, "Roomkeeper sent a reply that cannot be read.");
    }
  }

  /** The result of the call, or `instead` if there is no such open room. */
  async function unlessAbsent<T>(run: () => Promise<T>, instead: T): Promise<T> {
    try {
      return await run();
    } catch (error) {
      const absent = error instanceof StorageError && ["not_found", "gone"].includes(error.code);
      if (absent) return instead;
      throw error;
    }
  }

  async function everyPage<T>(path: string, query: Record<string, string>): Promise<T[]> {
    const all: T[] = [];
    let cursor: string | null = null;
    do {
      const given: Record<string, string> = cursor === null ? query : { ...query, cursor };
      const { body } = await api.call({ method: "GET", path, query: { ...given, limit: PAGE } });
      const page = body as { items: T[]; nextCursor: string | null };
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return all;
  }

  async function* scanned<T>(rooms: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const room of rooms) yield await call(async () => room);
  }

  return {
    saveRoom: (room, wait) =>
      call(async () => {
        await within(wait, writes.add({ op: "save", room: copyRoom(room) }));
      }),

    getRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return null;
        const get = () => api.call({ method: "GET", path: "/room", query: { name } });
        const reply = await unlessAbsent(get, null);
        return reply && withoutMetadata(reply.body as SerializedRoom);
      }),

    deleteRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return;
        await unlessAbsent(() => writes.add({ op: "delete", name }), {});
      }),

    listRooms: () =>
      call(async () => {
        const query = { view: "document", sort: "name" };
        const rooms = await everyPage<SerializedRoom>("/rooms", query);
        return rooms.map(withoutMetadata).sort((a, b) => compareCodePoints(a.roomName, b.roomName));
      }),

    hasRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return false;
        const head = () => api.call({ method: "HEAD", path: "/room", query: { name } });
        return (await unlessAbsent(head, null)) !== null;
      }),

    appendRatings: (name, value) =>
      call(async () => {
        const ratings = parseRatings(copyJson(value));
        requireRoomName(name);
        const parts = ratingParts(ratings).map((part) =>
          writes.add({ op: "rate", name, ratings: part }),
        );
        await Promise.all(parts);
      }),

    takeBackRating: (name, { mediaId, userName }) =>
      call(async () => {
        requireRoomName(name);
        if (!isStorableText(mediaId) || !isStorableText(userName)) return false;
        const { takenBack } = await writes.add({ op: "takeBack", name, mediaId, userName });
        return takenBack === true;
      }),

    listTrash: () =>
      call(async () => {
        const trash = await everyPage<TrashedRoom>("/trash", {});
        return trash.map(({ room, reason, trashedAt }) => ({
          room: withoutMetadata(room),
          reason,
          trashedAt,
        }));
      }),

    restoreRoom: (name, createdAt) =>
      call(async () => {
        await writes.add({ op: "restore", name: requireRoomName(name), createdAt });
      }),

    purgeRoom: (name, createdAt) =>
      call(async () => {
        if (!isRoomName(name)) return;
        await unlessAbsent(() => writes.add({ op: "purge", name, createdAt }), {});
      }),

    canImport: { takenBack: false, trash: false },
    passwordAdvice: PASSWORD_ADVICE,
    countRooms: () => call(() => countApiRooms(api)),
    scanRooms: () => scanned(scanApiRooms(api)),
    scanTrash: () => scanned(scanApiTrash(api)),
    previewSave: (name) =>
      call(async () => (isRoomName(name) ? previewApiSave(api, name) : { kind: "absent" })),

    importTakenBack: () => call(() => Promise.reject(notOverApi("ratings that were taken back"))),
    importTrash: () => call(() => Promise.reject(notOverApi("rooms into the trash"))),

    buffered: writes.buffered,
    waiting: writes.waiting,
    flush: writes.flush,

    close: async ({ timeoutMs = CLOSE_MS } = {}) => {
      closed = true;
      const done = new AbortController();
      const flushed = writes.flush().catch(() => {});
      await Promise.race([flushed, delay(timeoutMs, done.signal)]);
      done.abort();
      ending.abort();
      writes.end(new StorageError("This storage was closed before it was acknowledged."));
    },
  };
}

function notOverApi(what: string): StorageError {
  return new StorageError(`The API cannot import ${what}.`, undefined, "invalid_request");
}

function requireRoomName(name: string): string {
  if (isRoomName(name)) return name;
  throw new StorageError("There is no room of that name.", undefined, "not_found");
}
