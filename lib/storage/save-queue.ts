import { incarnationOf, mergeRoom, roomOf } from "@/lib/rooms/merge-room";
import type { SerializedRoom } from "@/lib/rooms/room";

interface Waiting {
  room: SerializedRoom;
  /** Settles with the save that carries the room. */
  sent: Promise<void>;
  start(): void;
}

/**
 * At most one save of a room is in flight; those that come meanwhile are joined into one that waits. A join of saves is a save
 * (lib/rooms/merge-room.ts), so what arrives is the same and every caller hears of the save that carried its own. Saves of
 * different incarnations stay apart and go in order.
 */
export function createSaveQueue(save: (room: SerializedRoom) => Promise<void>) {
  const rooms = new Map<string, { waiting: Waiting[]; done: Promise<void> }>();

  function enter(waiting: Waiting[], room: SerializedRoom): Waiting {
    const entry: Waiting = { room, sent: Promise.resolve(), start: () => {} };
    entry.sent = new Promise<void>((resolve) => {
      entry.start = () => resolve();
    }).then(() => save(entry.room));
    // Each caller hears of a failure through its own promise; this one only keeps the line moving.
    entry.sent.catch(() => {});
    waiting.push(entry);
    return entry;
  }

  async function work(name: string, waiting: Waiting[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      next.start();
      await next.sent.catch(() => {});
    }
    rooms.delete(name);
  }

  return {
    /** Resolves when a save that holds all of `room` was acknowledged. */
    save(room: SerializedRoom): Promise<void> {
      const queue = rooms.get(room.roomName);
      if (!queue) {
        const waiting: Waiting[] = [];
        const entry = enter(waiting, room);
        const line = { waiting, done: Promise.resolve() };
        rooms.set(room.roomName, line);
        line.done = work(room.roomName, waiting);
        return entry.sent;
      }
      const last = queue.waiting.at(-1);
      const incoming = incarnationOf(room);
      const held = last && incarnationOf(last.room);
      if (!last || held?.createdAtMs !== incoming.createdAtMs) {
        return enter(queue.waiting, room).sent;
      }
      last.room = roomOf(mergeRoom(held, incoming));
      return last.sent;
    },

    /** Resolves when nothing is in flight or waiting any more. */
    async settled(): Promise<void> {
      await Promise.all([...rooms.values()].map(({ done }) => done));
    },
  };
}
