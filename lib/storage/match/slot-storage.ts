import { now as systemNow } from "@/lib/core/clock";
import { LIMITS } from "@/lib/core/limits";
import { StorageError } from "@/lib/core/storage-error";
import { compareCodePoints } from "@/lib/core/text";
import type { ScannedRoom, TrashedRoom } from "@/lib/match/copied-room";
import {
  type Incarnation,
  incarnationOf,
  joinRatings,
  roomOf,
  takenBackOf,
} from "@/lib/match/merge-room";
import * as slots from "@/lib/match/name-slot";
import { refuseWrite } from "@/lib/match/refuse-write";
import type { SerializedRoom } from "@/lib/match/room";
import { isRoomName, parseRatings } from "@/lib/match/room-schema";
import { type RoomDocument, takenBackArrays } from "@/lib/match/split-room";
import type { RoomStorage } from "./storage";
import { asStorageError, copyJson, copyRoom } from "./storage-failure";

/** Stores the slot of each name. `change` reads and writes a slot without other changes in between. */
export interface SlotStore {
  read(name: string): Promise<slots.NameSlot>;
  /** Writes the slot that `decide` returns, unless it is the same object that `decide` was given. Resolves after the write. */
  change(name: string, decide: (slot: slots.NameSlot) => slots.NameSlot): Promise<void>;
  readAll(): Promise<slots.NameSlot[]>;
  /** Yields the slots one by one, so that they need not all be in memory. */
  scan(): AsyncIterable<slots.NameSlot>;
  /** The approximate number of names; null if it is not known without reading them. */
  count(): Promise<number | null>;
  close(): Promise<void>;
}

const TRASH_MS = LIMITS.trashDaysDefault * 24 * 60 * 60 * 1000;

/**
 * Makes a storage from a slot store. The memory, file and Redis storages differ only in their slot stores. The next write to a name
 * purges its expired trash. Only the Postgres storage has locks and expiry.
 */
export function storageOverSlots(store: SlotStore, now: () => Date = systemNow): RoomStorage {
  let closed = false;

  async function call<T>(run: () => Promise<T>): Promise<T> {
    if (closed) throw new StorageError("This storage was closed.");
    try {
      return await run();
    } catch (error) {
      throw asStorageError(error, "The rooms could not be reached.");
    }
  }

  /** Makes one change or throws its refusal. Resolves with whether anything changed. */
  async function change(
    name: string,
    decide: (slot: slots.NameSlot, at: Date) => slots.Decision,
  ): Promise<boolean> {
    if (!isRoomName(name)) throwRefusal({ kind: "not_found" });
    let changed = false;
    await store.change(name, (slot) => {
      const at = now();
      const decision = decide(slot, at);
      throwRefusal(decision.verdict);
      changed = decision.slot !== slot;
      if (!changed) return slot;
      const isOld = (entry: slots.TrashedIncarnation) =>
        entry.trashedAtMs < at.getTime() - TRASH_MS;
      return slots.purgeFrom(decision.slot, isOld, at).slot;
    });
    return changed;
  }

  async function* scan(): AsyncGenerator<slots.NameSlot> {
    for await (const slot of store.scan()) yield await call(async () => slot);
  }

  return {
    saveRoom: (value) =>
      call(async () => {
        const room = copyRoom(value);
        await change(room.roomName, (slot, at) => slots.saveInto(slot, room, at));
      }),

    getRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return null;
        const { open } = await store.read(name);
        return open && documentOf(open);
      }),

    deleteRoom: (name) =>
      call(async () => {
        if (!isRoomName(name)) return;
        await change(name, (slot, at) => slots.moveToTrash(slot, "deleted", at));
      }),

    listRooms: () =>
      call(async () => {
        const all = await store.readAll();
        return all
          .flatMap(({ open }) => (open ? [documentOf(open)] : []))
          .sort((a, b) => compareCodePoints(a.roomName, b.roomName));
      }),

    hasRoom: (name) => call(async () => isRoomName(name) && (await store.read(name)).open !== null),

    appendRatings: (name, value) =>
      call(async () => {
        const ratings = parseRatings(copyJson(value));
        await change(name, (slot) => slots.appendTo(slot, ratings));
      }),

    takeBackRating: (name, { mediaId, userName }) =>
      call(() => change(name, (slot) => slots.takeBackFrom(slot, mediaId, userName))),

    listTrash: () =>
      call(async () => {
        const trash = (await store.readAll()).flatMap((slot) => slot.trash);
        return trash.sort((a, b) => b.trashedAtMs - a.trashedAtMs).map(trashedRoom);
      }),

    restoreRoom: (name, createdAt) =>
      call(async () => {
        await change(name, (slot) => slots.restoreIn(slot, Date.parse(createdAt)));
      }),

    purgeRoom: (name, createdAt) =>
      call(async () => {
        if (!isRoomName(name)) return;
        const isIt = (entry: slots.TrashedIncarnation) =>
          entry.incarnation.createdAtMs === Date.parse(createdAt);
        await change(name, (slot, at) => slots.purgeFrom(slot, isIt, at));
      }),

    canImport: { takenBack: true, trash: true },

    passwordAdvice: null,

    countRooms: () => call(() => store.count()),

    async *scanRooms() {
      for await (const { open } of scan()) if (open) yield scannedRoom(open);
    },

    async *scanTrash() {
      for await (const { trash } of scan()) {
        for (const entry of trash) {
          const { reason, trashedAt } = trashedRoom(entry);
          yield { ...scannedRoom(entry.incarnation), reason, trashedAt };
        }
      }
    },

    previewSave: (name, createdAt) =>
      call(async () => {
        if (!isRoomName(name)) return { kind: "absent" };
        const found = slots.previewSaveIn(await store.read(name), Date.parse(createdAt));
        if (found.kind !== "open") return found;
        return { kind: "open", room: documentOf(found.open), isLocked: false };
      }),

    importTakenBack: (name, createdAt, ratings) =>
      call(async () => {
        const at = Date.parse(createdAt);
        await change(name, (slot) => slots.importTakenBackIn(slot, at, ratings));
      }),

    importTrash: ({ room: value, takenBack = [], reason, trashedAt }) =>
      call(async () => {
        const room = copyRoom(value);
        const trashedAtMs = Date.parse(trashedAt);
        if (trashedAtMs < now().getTime() - TRASH_MS) throwRefusal(OVER);
        const ratings = takenBackArrays(takenBack);
        const { ratings: live, ...incarnation } = incarnationOf(room);
        const joined = { ...incarnation, ratings: joinRatings(live, ratings) };
        const entry = { incarnation: joined, reason, trashedAtMs };
        return change(room.roomName, (slot) => slots.importIntoTrash(slot, entry));
      }),

    close: async () => {
      if (closed) return;
      closed = true;
      await store.close();
    },
  };
}

/** A copy of the document, so that a caller who changes it does not change the stored one. */
function documentOf(incarnation: Incarnation): SerializedRoom {
  const document = copyJson(incarnation.document) as RoomDocument;
  return roomOf({ ...incarnation, document });
}

function trashedRoom(entry: slots.TrashedIncarnation): TrashedRoom {
  return {
    room: documentOf(entry.incarnation),
    reason: entry.reason,
    trashedAt: new Date(entry.trashedAtMs).toISOString(),
  };
}

/** The verdict on a trashed room that is older than the maximum: the next write to its name would purge it. */
const OVER: slots.Verdict = { kind: "gone", reason: "purged" };

function scannedRoom(incarnation: Incarnation): ScannedRoom {
  const takenBack = takenBackOf(incarnation);
  const room = documentOf(incarnation);
  return takenBack.length === 0 ? { room } : { room, takenBack };
}

function throwRefusal(verdict: slots.Verdict): void {
  if (verdict.kind === "done") return;
  if (verdict.kind === "name_taken") {
    throw new StorageError("Another room of that name is open.", undefined, "name_taken");
  }
  const reason = verdict.kind === "gone" ? verdict.reason : null;
  const refusal = refuseWrite({ verdict: verdict.kind, reason });
  if (refusal) throw refusal;
}
