import type { ScannedRoom, ScannedTrash } from "@/lib/match/copied-room";
import type { RoomStorage } from "@/lib/storage/match/storage";

/** A room of a kind that copies do not carry. */
export interface OtherRoom {
  name: string;
  createdAt: string;
  /** What all rooms of its kind are called. */
  plural: string;
  isTrashed: boolean;
}

/** A source of rooms to copy. Both scans can be started again, because the verification reads the source a second time. */
export interface RoomSource {
  /** How many open rooms there are; null if that is not known in advance. */
  count(): Promise<number | null>;
  rooms(): AsyncIterable<ScannedRoom>;
  trash(): AsyncIterable<ScannedTrash>;
  /** The rooms of kinds that are not copied, each of which the report names. */
  otherRooms(): AsyncIterable<OtherRoom>;
  /** One sentence about how to read hidden passwords; null if none are hidden. */
  passwordAdvice: string | null;
}

/** A storage as a source. Its rooms are all of one kind. */
export function sourceOf(storage: RoomStorage): RoomSource {
  return {
    count: () => storage.countRooms(),
    rooms: () => storage.scanRooms(),
    trash: () => storage.scanTrash(),
    otherRooms: noOtherRooms,
    passwordAdvice: storage.passwordAdvice,
  };
}

export async function* noOtherRooms(): AsyncGenerator<OtherRoom> {}

/** A key that identifies one incarnation of a room. */
export function roomKey(room: { roomName: string; createdAt: string }): string {
  return JSON.stringify([room.roomName, Date.parse(room.createdAt)]);
}
