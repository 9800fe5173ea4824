import { processLog } from "./game-log";
import { findLink } from "./link";
import {
  type GameClient,
  type GameContext,
  type GameMessage,
  type JoinRequest,
  missingOfClients,
} from "./upstream";

declare class ClientShape implements GameClient {
  constructor(...given: unknown[]);
  sendMessage(message: GameMessage): unknown;
  handleJoinRoom(request: JoinRequest): unknown;
}

/**
 * Puts the connector in front of MovieMatch's client module: from the connections it learns where films come from, and it reads a room before
 * somebody joins it.
 */
export function connectClients(theirs: object): unknown {
  const { Client } = theirs as { Client?: typeof ClientShape };
  const found = findLink()?.gameRooms;
  // The module of the rooms has said why.
  if (!found) return Client;
  const gameRooms = found;
  const missing = missingOfClients(theirs);
  if (missing.length > 0) {
    processLog.warn(
      `This version of MovieMatch lacks ${missing.join(", ")}. Rooms that are not read at the start do not come back.`,
    );
  }
  if (!Client) return Client;

  return class extends Client {
    constructor(...given: unknown[]) {
      // The second argument is what a room is made with. The first message may come at once.
      gameRooms.noteContext(given[1] as GameContext);
      super(...given);
    }

    override async handleJoinRoom(request: JoinRequest): Promise<unknown> {
      await gameRooms.prepareJoin(this, request);
      return super.handleJoinRoom(request);
    }
  };
}
