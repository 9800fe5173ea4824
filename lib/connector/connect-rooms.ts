import { processLog } from "./game-log";
import { createGameRooms, sayMissing } from "./game-rooms";
import { hearEvents } from "./hear-events";
import { holdLeases } from "./hold-leases";
import { findLink } from "./link";
import { createMediaSender } from "./send-media";
import { missingOfRooms, type RoomModule } from "./upstream";

interface Settings {
  /** The address at which people open MovieMatch. */
  address: string | undefined;
  /** The name of this server among those that share a space. */
  instance: string;
}

/**
 * Puts the connector in front of MovieMatch's room module. If something that it needs is missing, the log names it, and MovieMatch works as
 * without it.
 */
export function connectRooms(
  theirs: object,
  { address, instance }: Settings,
): Pick<RoomModule, "createRoom" | "getRoom"> {
  const own = theirs as RoomModule;
  const link = findLink();
  if (!link) {
    processLog.warn(
      "The import map lacks the line for /internal/app/moviematch/storage/index.ts, so no room is stored.",
    );
    return own;
  }
  const missing = missingOfRooms(theirs);
  if (missing.length > 0) {
    sayMissing(link, missing);
    return own;
  }
  const { remote } = link;
  remote?.needs
    .set("rooms:secrets", "rooms with a password do not come back")
    .set("events:read", "rooms that are closed in Roomkeeper stay open here until the next rating")
    .set("media:write", "films have no titles in Roomkeeper");
  const gameRooms = createGameRooms(own, link);
  link.gameRooms = gameRooms;
  if (remote) {
    const { context, rooms } = gameRooms;
    const media = createMediaSender(remote, link, { address, context });
    rooms.onAdd(media.add);
    hearEvents(remote, link, gameRooms);
    holdLeases(remote, link, rooms, instance);
  }
  return gameRooms;
}
