import { createEventListener, type Handler } from "@/lib/client/event-listener";
import type { EventType, RoomEvent } from "@/lib/event-feed/event";
import { goneSentence } from "./closing";
import type { GameRooms } from "./game-rooms";
import type { Link, Remote } from "./link";
import { readAbsence, readRoom } from "./read-rooms";

/** Follows what happens to the match rooms in Roomkeeper. A room of another kind may have the name of one, and does not matter here. */
export function hearEvents(remote: Remote, link: Link, { rooms, kept }: GameRooms): void {
  const events = createEventListener(remote.api, { signal: remote.signal });
  let isFirst = true;

  function on(type: EventType, handle: Handler<"room.*">): void {
    events.on(type, (event) => (event.room.kind === "match" ? handle(event) : undefined));
  }

  function letGo(reason: string) {
    return ({ room }: RoomEvent) => {
      const known = kept.get(room.name);
      if (known && isSame(known.room.createdAt, room.createdAt)) kept.forget(room.name);
      const wasOpen = rooms.letGo(room.name, room.createdAt, reason);
      if (wasOpen) link.log.info(`${goneSentence(room.name, reason)} It is closed here.`);
    };
  }

  /** Compares the open rooms with Roomkeeper, after a time in which events were not heard. */
  async function compare(): Promise<void> {
    for (const room of rooms.all()) {
      const { roomName, createdAt } = room;
      const isWaiting = () => link.waitingRoom(roomName) !== null;
      if (isWaiting()) continue;
      const found = await readRoom(link, roomName).catch(() => undefined);
      if (found === undefined || isWaiting()) continue;
      if (!found || !isSame(found.room.createdAt, createdAt.toISOString())) {
        const reason = found ? "replaced" : await readAbsence(remote, roomName);
        rooms.letGo(roomName, createdAt.toISOString(), reason);
      } else if (found.isLocked) rooms.lock(roomName);
      else unlock(roomName);
    }
  }

  function unlock(name: string): void {
    const room = rooms.unlock(name);
    // Ratings that were refused while it was locked are in the whole document.
    if (room) link.saveRoom(room.toSerializedRoom()).catch(() => {});
  }

  on("room.deleted", letGo("deleted"));
  on("room.expired", letGo("expired"));
  on("room.replaced", letGo("replaced"));
  on("room.purged", letGo("purged"));
  on("room.restored", async ({ room }) => {
    await kept.refresh(room.name);
    link.log.info(`The room “${room.name}” was restored in Roomkeeper and can be joined again.`);
  });
  on("room.locked", ({ room, data }) => void rooms.lock(room.name, data.reason));
  on("room.unlocked", ({ room }) => unlock(room.name));
  events.on("events.missed", compare);
  events.on("events.opened", () => {
    // Later connections continue after the last event that was heard.
    if (isFirst) void compare();
    isFirst = false;
  });
}

function isSame(one: string, other: string): boolean {
  return Date.parse(one) === Date.parse(other);
}
