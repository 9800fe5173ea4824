import { LIMITS } from "@/lib/core/limits";
import { compareCodePoints, isStorableText } from "@/lib/core/text";
import type { RatingEntry, SerializedRoom } from "@/lib/rooms/room";
import { isRoomName, parseRatings } from "@/lib/rooms/room-schema";
import { splitRatings } from "@/lib/rooms/split-room";
import { type ApiClientOptions, createApiClient } from "./api-client";
import {
  bare,
  countApiRooms,
  foreseeApiSave,
  walkApiRooms,
  walkApiTrash,
} from "./match-rooms-walk-http";
import { type RoomStorage, StorageError, type TrashedRoom } from "./match-storage";
import { createSaveQueue } from "./save-queue";
import { asStorageError, copyJson, copyRoom } from "./storage-failure";

const PAGE = String(100);

/**
 * Rooms kept by a Roomkeeper elsewhere, over its API. Names travel as `?name=`, which no proxy mangles. Saves of one room are
 * joined while another of it is in flight; `close` waits for all of them.
 */
export function createHttpMatchStorage(options: ApiClientOptions): RoomStorage {
  const api = createApiClient(options);
  let closed = false;
  const saves = createSaveQueue(async (room) => {
    await api.call({ method: "PUT", path: "/room", query: { name: room.roomName }, body: room });
  });

  async function call<T>(run: () => Promise<T>): Promise<T> {
    if (closed) throw new StorageError("This storage was closed.");
    try {
      return await run();
    } catch (error) {
      throw asStorageError(error, "Roomkeeper gave an answer nobody understands.");
    }
  }

  /** What the call gives, or `instead` when there is no such open room. */
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

  async function* walked<T>(rooms: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const room of rooms) yield await call(async () => room);
  }

  return {
    saveRoom: (room) => call(async () => saves.save(copyRoom(room))),

    getRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return null;
        const get = () => api.call({ method: "GET", path: "/room", query: { name } });
        const reply = await unlessAbsent(get, null);
        return reply && bare(reply.body as SerializedRoom);
      }),

    deleteRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return;
        const remove = () => api.call({ method: "DELETE", path: "/room", query: { name } });
        await unlessAbsent(remove, null);
      }),

    listRooms: () =>
      call(async () => {
        const query = { view: "document", sort: "name" };
        const rooms = await everyPage<SerializedRoom>("/rooms", query);
        return rooms.map(bare).sort((a, b) => compareCodePoints(a.roomName, b.roomName));
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
        const query = { name: knownName(name) };
        for (const part of inParts(ratings)) {
          const body = { ratings: part };
          await api.call({ method: "POST", path: "/room/ratings", query, body });
        }
      }),

    takeBackRating: (name, { mediaId, userName }) =>
      call(async () => {
        const query = { name: knownName(name), mediaId, userName };
        if (!isStorableText(mediaId) || !isStorableText(userName)) return false;
        const { body } = await api.call({ method: "DELETE", path: "/room/ratings", query });
        return (body as { takenBack: boolean }).takenBack;
      }),

    listTrash: () =>
      call(async () => {
        const trash = await everyPage<TrashedRoom>("/trash", {});
        return trash.map(({ room, reason, trashedAt }) => ({
          room: bare(room),
          reason,
          trashedAt,
        }));
      }),

    restoreRoom: (name, createdAt) =>
      call(async () => {
        const query = { name: knownName(name), createdAt };
        await api.call({ method: "POST", path: "/room/restore", query, repeatable: false });
      }),

    purgeRoom: (name, createdAt) =>
      call(async () => {
        if (!isRoomName(name)) return;
        const query = { name, createdAt };
        await unlessAbsent(() => api.call({ method: "DELETE", path: "/trash", query }), null);
      }),

    countRooms: () => call(() => countApiRooms(api)),
    walkRooms: () => walked(walkApiRooms(api)),
    walkTrash: () => walked(walkApiTrash(api)),
    foresee: (name) =>
      call(async () => (isRoomName(name) ? foreseeApiSave(api, name) : { kind: "absent" })),

    close: async () => {
      closed = true;
      await saves.settled();
    },
  };
}

function knownName(name: string): string {
  if (isRoomName(name)) return name;
  throw new StorageError("There is no room of that name.", undefined, "not_found");
}

/** Ratings in parts of as many as one request may carry; always at least one part. */
function inParts(ratings: Record<string, RatingEntry[]>): Record<string, RatingEntry[]>[] {
  const { mediaId, userName, value, atMs } = splitRatings(ratings);
  const parts: Record<string, RatingEntry[]>[] = [];
  for (let from = 0; from === 0 || from < mediaId.length; from += LIMITS.ratingsPerAppendMax) {
    const films = new Map<string, RatingEntry[]>();
    const to = Math.min(from + LIMITS.ratingsPerAppendMax, mediaId.length);
    for (let index = from; index < to; index += 1) {
      const film = films.get(mediaId[index] ?? "") ?? [];
      film.push([userName[index] ?? "", value[index] ?? "", atMs[index] ?? 0]);
      films.set(mediaId[index] ?? "", film);
    }
    parts.push(Object.fromEntries(films));
  }
  return parts;
}
