import { counted } from "@/lib/core/counted";
import { codeOf } from "./error-code";
import type { Link } from "./link";
import { type KnownRoom, readRoom, readRooms, withWaiting } from "./read-rooms";

/**
 * The rooms that are stored and not open in this process. They are read at the start, and again when Roomkeeper answers after it did not; one
 * that somebody asks for is read as it is now.
 */
export function createStoredRooms(link: Link) {
  const known = new Map<string, KnownRoom>();
  let said: number | undefined;

  async function readAll(): Promise<void> {
    try {
      const rooms = await readRooms(link);
      known.clear();
      for (const room of rooms) known.set(room.room.roomName, room);
      if (rooms.length !== said)
        link.log.info(`${counted(rooms.length, "room")} can be joined again.`);
      said = rooms.length;
    } catch (error) {
      rememberWaiting();
      const code = codeOf(error);
      if (code !== "unavailable" && !link.remote?.isRefused()) {
        link.log.warn(`The rooms cannot be read (${code}): ${(error as Error).message}`);
      }
    }
  }

  function remember(room: KnownRoom): void {
    known.set(room.room.roomName, room);
  }

  const rememberWaiting = () => {
    for (const room of link.waitingRooms()) remember(withWaiting(known.get(room.roomName), room));
  };
  // What waits is there even if Roomkeeper stays away.
  rememberWaiting();
  link.remote?.onReturn(() => void readAll());
  void readAll();

  return {
    get: (name: string) => known.get(name),
    forget: (name: string) => void known.delete(name),
    remember,

    /** The room as it is now; as it was read last if Roomkeeper does not answer soon. */
    async refresh(name: string): Promise<KnownRoom | undefined> {
      if (link.remote?.isAway()) return known.get(name);
      try {
        const room = await readRoom(link, name);
        if (room) remember(room);
        else known.delete(name);
      } catch {}
      return known.get(name);
    },
  };
}
