import type { ScannedRoom, ScannedTrash } from "@/lib/match/copied-room";
import type { RoomStorage } from "@/lib/storage/match/storage";

/** Whatever rooms can be copied from. Both scans may be begun again: the verification reads a second time. */
export interface RoomSource {
  /** How many open rooms there are; null when that is not known beforehand. */
  count(): Promise<number | null>;
  rooms(): AsyncIterable<ScannedRoom>;
  trash(): AsyncIterable<ScannedTrash>;
  /** How to read passwords that are hidden here, as one sentence; null where none are. */
  passwordAdvice: string | null;
}

/** A storage to copy from. */
export function sourceOf(storage: RoomStorage): RoomSource {
  return {
    count: () => storage.countRooms(),
    rooms: () => storage.scanRooms(),
    trash: () => storage.scanTrash(),
    passwordAdvice: storage.passwordAdvice,
  };
}

/** One life of one room, as a key. */
export function roomKey(room: { roomName: string; createdAt: string }): string {
  return JSON.stringify([room.roomName, Date.parse(room.createdAt)]);
}
