import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import { compareCodePoints } from "@/lib/core/text";
import {
  appendMatchRatings,
  importTakenBackRatings,
  takeBackMatchRating,
} from "@/lib/match/append-sql";
import type { RatingKey, TrashedRoom } from "@/lib/match/copied-room";
import { importTrashedRoom } from "@/lib/match/import-trash-sql";
import { hasOpenRoom, readOpenRooms } from "@/lib/match/open-rooms-sql";
import { refuseWrite } from "@/lib/match/refuse-write";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";
import { purgeMatchRoom, restoreMatchRoom, trashMatchRoom } from "@/lib/match/room-life-sql";
import { isRoomName, parseRatings } from "@/lib/match/room-schema";
import {
  documentOf,
  passwordPlace,
  readMatchRoom,
  readTrash,
  type StoredRoom,
} from "@/lib/match/rooms-sql";
import { countOpenRooms, previewSave, scanOpenRooms, scanTrashedRooms } from "@/lib/match/scan-sql";
import { takenBackArrays } from "@/lib/match/split-room";
import { saveMatchRoom } from "@/lib/match/write-sql";
import type { TrashReason } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import type { Services } from "@/lib/runtime/services";
import { asStorageError } from "./postgres-failure";
import type { RoomStorage } from "./storage";
import { copyJson, copyRoom } from "./storage-failure";

export interface PrismaMatchStorageOptions {
  services: Services;
  spaceId: string;
  /** The actor in the audit log. */
  actor?: Actor;
}

/**
 * A storage for the match rooms of one space in Postgres: one row for each rating, one statement for each call, sealed passwords. `close`
 * ends this storage, but does not close the pool of the process.
 */
export function createPrismaMatchStorage(options: PrismaMatchStorageOptions): RoomStorage {
  const { services, spaceId, actor = { kind: "system", name: "storage" } } = options;
  const { pool, secretBox } = services;
  let closed = false;

  /** Runs one call and turns every error into a StorageError. */
  async function call<T>(run: (ctx: Context) => Promise<T>): Promise<T> {
    if (closed) throw new StorageError("This storage was closed.");
    try {
      return await run({ actor, requestId: newId("rq"), services: services });
    } catch (error) {
      throw asStorageError(error);
    }
  }

  function open(stored: StoredRoom): SerializedRoom {
    if (stored.password_sealed === null) return documentOf(stored);
    const place = passwordPlace(spaceId, stored.name, stored.created_at);
    return documentOf(stored, secretBox.open(stored.password_sealed, place));
  }

  async function* scanned<T>(rooms: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      for await (const room of rooms) yield await call(async () => room);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  return {
    saveRoom: (value) =>
      call(async (ctx) => {
        const room = copyRoom(value);
        const { password } = room;
        const place = passwordPlace(spaceId, room.roomName, room.createdAt);
        const sealedPassword = password === undefined ? null : secretBox.seal(password, place);
        const written = await saveMatchRoom(pool, ctx, {
          spaceId,
          room,
          passwordMode: "set",
          sealedPassword,
          mode: "join",
        });
        throwRefusal(written);
      }),

    getRoom: (roomName) =>
      call(async () => {
        if (!isRoomName(roomName)) return null;
        const stored = await readMatchRoom(pool, spaceId, roomName);
        return stored && !stored.expired ? open(stored) : null;
      }),

    deleteRoom: (roomName) =>
      call(async (ctx) => {
        if (!isRoomName(roomName)) return;
        const trashing = await trashMatchRoom(pool, ctx, { spaceId, name: roomName });
        if (trashing?.locked) throwRefusal({ verdict: "locked", reason: trashing.lock_reason });
      }),

    listRooms: () =>
      call(async () => {
        const rooms: SerializedRoom[] = [];
        for await (const row of readOpenRooms(pool, spaceId)) rooms.push(open(row));
        return rooms.sort((a, b) => compareCodePoints(a.roomName, b.roomName));
      }),

    hasRoom: (roomName) =>
      call(async () => {
        if (!isRoomName(roomName)) return false;
        return hasOpenRoom(pool, spaceId, roomName);
      }),

    appendRatings: (roomName, ratings: Record<string, RatingEntry[]>) =>
      call(async () => {
        services.disk.requireSpace();
        const checked = parseRatings(copyJson(ratings));
        const name = requireRoomName(roomName);
        throwRefusal(await appendMatchRatings(pool, { spaceId, name, ratings: checked }));
      }),

    takeBackRating: (roomName, key: RatingKey) =>
      call(async () => {
        const name = requireRoomName(roomName);
        const written = await takeBackMatchRating(pool, { spaceId, name, ...key });
        throwRefusal(written);
        return written.changed === true;
      }),

    listTrash: () =>
      call(async () => {
        const trash: TrashedRoom[] = [];
        let before: { at: string; id: string } | undefined;
        for (;;) {
          const rows = await readTrash(pool, { spaceId, limit: LIMITS.pageItemsMax, before });
          for (const row of rows) {
            const reason = (row.trash_reason ?? "expired") as TrashReason;
            trash.push({ room: open(row), reason, trashedAt: row.closed_at.toISOString() });
          }
          const last = rows.at(-1);
          if (!last || rows.length < LIMITS.pageItemsMax) return trash;
          before = { at: last.closed_at.toISOString(), id: last.id };
        }
      }),

    restoreRoom: (roomName, createdAt) =>
      call(async (ctx) => {
        const name = requireRoomName(roomName);
        const verdict = await restoreMatchRoom(ctx, { spaceId, name, createdAt });
        if (verdict === "name_taken") {
          throw new RoomkeeperError("name_taken", "Another room of that name is open.");
        }
        if (verdict !== "restored") throwRefusal({ verdict, reason: null });
      }),

    purgeRoom: (name, createdAt) =>
      call(async (ctx) => {
        if (!isRoomName(name)) return;
        await purgeMatchRoom(ctx, { spaceId, name, createdAt });
      }),

    canImport: { takenBack: true, trash: true },

    passwordAdvice: null,

    countRooms: () => call(() => countOpenRooms(pool, spaceId)),

    scanRooms: () => scanned(scanOpenRooms(pool, spaceId, open)),

    scanTrash: () => scanned(scanTrashedRooms(pool, spaceId, open)),

    previewSave: (name, createdAt) =>
      call(async () => {
        if (!isRoomName(name)) return { kind: "absent" };
        return previewSave(pool, { spaceId, name, createdAt }, open);
      }),

    importTakenBack: (roomName, createdAt, takenBack) =>
      call(async () => {
        const which = { spaceId, name: requireRoomName(roomName), createdAt };
        throwRefusal(await importTakenBackRatings(pool, which, takenBackArrays(takenBack)));
      }),

    importTrash: ({ room: value, takenBack = [], reason, trashedAt }) =>
      call(async (ctx) => {
        const room = copyRoom(value);
        const place = passwordPlace(spaceId, room.roomName, room.createdAt);
        const { password } = room;
        const sealedPassword = password === undefined ? null : secretBox.seal(password, place);
        const given = { spaceId, room, takenBack, sealedPassword, reason, trashedAt };
        const outcome = await importTrashedRoom(ctx, given);
        if (outcome === "name_taken") {
          throw new RoomkeeperError("name_taken", "This room is open here.");
        }
        if (outcome === "purged") throwRefusal({ verdict: "gone", reason: "purged" });
        return outcome === "imported";
      }),

    close: async () => {
      closed = true;
    },
  };
}

function requireRoomName(roomName: string): string {
  if (isRoomName(roomName)) return roomName;
  throw new RoomkeeperError("not_found", "There is no room of that name.");
}

function throwRefusal(written: { verdict: string; reason: string | null }): void {
  const refusal = refuseWrite(written);
  if (refusal) throw refusal;
}
