import { type Closing, emptyRoom, goneSentence, lockedSentence, tellClosing } from "./closing";
import type { GameRoom } from "./upstream";

/** The rooms that are open in this process. It stands in for MovieMatch's own list, from which no room can be taken. */
export function createOpenRooms() {
  const rooms = new Map<string, GameRoom>();
  const closings = new WeakMap<GameRoom, Closing>();
  const handlers: ((room: GameRoom) => void)[] = [];

  /** A room that is gone or locked stores no rating and says why. */
  function guard(room: GameRoom): void {
    const store = room.storeRating;
    room.storeRating = async (userName, rating, matchedAt) => {
      const closing = closings.get(room);
      if (!closing) return store.call(room, userName, rating, matchedAt);
      tellClosing(room.users.get(userName), closing);
    };
  }

  return {
    get: (name: string) => rooms.get(name),
    all: () => [...rooms.values()],

    add(room: GameRoom): void {
      guard(room);
      rooms.set(room.roomName, room);
      for (const handler of handlers) handler(room);
    },

    /** Forgets a room without a word, because it could not be opened. */
    drop(room: GameRoom): void {
      if (rooms.get(room.roomName) === room) rooms.delete(room.roomName);
    },

    /** Calls a handler for each room that is opened. */
    onAdd: (handler: (room: GameRoom) => void) => void handlers.push(handler),

    /**
     * Lets go of a room and tells its people.
     * @param createdAt the life of the room that is gone; a later one of the same name stays
     * @returns whether the room was open here
     */
    letGo(name: string, createdAt: string, reason: string): boolean {
      const room = rooms.get(name);
      if (!room || room.createdAt.getTime() !== Date.parse(createdAt)) return false;
      rooms.delete(name);
      const closing: Closing = { kind: "gone", sentence: goneSentence(name, reason) };
      closings.set(room, closing);
      emptyRoom(room, closing);
      return true;
    },

    /** Locks a room and tells its people, once. */
    lock(name: string, reason?: unknown): boolean {
      const room = rooms.get(name);
      if (!room) return false;
      const closing: Closing = { kind: "locked", sentence: lockedSentence(name, reason) };
      const isNews = closings.get(room)?.sentence !== closing.sentence;
      closings.set(room, closing);
      if (isNews) for (const client of room.users.values()) tellClosing(client, closing);
      return isNews;
    },

    unlock(name: string): GameRoom | undefined {
      const room = rooms.get(name);
      if (!room || closings.get(room)?.kind !== "locked") return undefined;
      closings.delete(room);
      return room;
    },
  };
}

export type OpenRooms = ReturnType<typeof createOpenRooms>;
