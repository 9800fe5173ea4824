import type { SerializedRoom, Storage } from "./interface.ts";

/** Its own storage, which forgets everything. The tests swap it. */
export function createStorageFromEnv(): Storage {
  const rooms = new Map<string, SerializedRoom>();
  return {
    saveRoom: (room) => Promise.resolve(void rooms.set(room.roomName, room)),
    getRoom: (name) => Promise.resolve(rooms.get(name) ?? null),
    deleteRoom: (name) => Promise.resolve(void rooms.delete(name)),
    listRooms: () => Promise.resolve([...rooms.values()]),
    hasRoom: (name) => Promise.resolve(rooms.has(name)),
  };
}
