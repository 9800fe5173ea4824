import type { WalkedRoom, WalkedTrash } from "@/lib/match/copied-room";
import type { RoomStorage } from "@/lib/storage/match/storage";

/** Whatever rooms can be copied from. Both walks may be begun again: the verification reads a second time. */
export interface RoomSource {
  /** How many open rooms there are; null when that is not known beforehand. */
  count(): Promise<number | null>;
  rooms(): AsyncIterable<WalkedRoom>;
  trash(): AsyncIterable<WalkedTrash>;
  /** How to read passwords that are hidden here, as one sentence; missing where none are. */
  passwordAdvice?: string;
}

/** A storage to copy from. One that cannot be walked is listed, and then all of it is in memory at once. */
export function sourceOf(storage: RoomStorage): RoomSource {
  return {
    count: async () => (await storage.countRooms?.()) ?? null,
    rooms: () => storage.walkRooms?.() ?? listedRooms(storage),
    trash: () => storage.walkTrash?.() ?? listedTrash(storage),
    passwordAdvice: storage.passwordAdvice,
  };
}

async function* listedRooms(storage: RoomStorage): AsyncGenerator<WalkedRoom> {
  for (const room of await storage.listRooms()) yield { room };
}

async function* listedTrash(storage: RoomStorage): AsyncGenerator<WalkedTrash> {
  yield* await storage.listTrash();
}

/** One life of one room, as a key. */
export function roomKey(room: { roomName: string; createdAt: string }): string {
  return JSON.stringify([room.roomName, Date.parse(room.createdAt)]);
}
