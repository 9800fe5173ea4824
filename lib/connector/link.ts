import type { ApiClient } from "@/lib/client/api-client";
import type { SerializedRoom } from "@/lib/match/room";
import type { Needs } from "./first-check";
import type { GameLog } from "./game-log";
import type { GameRooms } from "./game-rooms";

/** What the connector uses of a Roomkeeper. */
export interface Remote {
  api: ApiClient;
  /** Whether it is of no use now: the last attempt got no answer, or the address or the token is wrong. */
  isAway(): boolean;
  /** Calls a handler each time that Roomkeeper answers after it did not. */
  onReturn(handler: () => void): void;
  /** Whether the log says already that the address or the token is wrong, or that a scope is missing. */
  isRefused(): boolean;
  /** The scopes of the token; null while they are not known. */
  scopes(): Promise<string[] | null>;
  /** What does not work without a scope; the connector adds to it while it loads. */
  needs: Needs;
  /** Ends everything. */
  signal: AbortSignal;
  /** Calls a handler before the process ends; the end waits for it for a short time. */
  onStop(handler: () => Promise<void>): void;
}

/**
 * What the swapped storage module tells the connector, which is another module that MovieMatch loads: both are in one process, but not in one
 * bundle.
 */
export interface Link {
  log: GameLog;
  /** Reads all rooms of a memory or file storage. */
  listRooms(): Promise<SerializedRoom[]>;
  /** The document of a room that waits for Roomkeeper. */
  waitingRoom(roomName: string): SerializedRoom | null;
  waitingRooms(): SerializedRoom[];
  saveRoom(room: SerializedRoom): Promise<void>;
  /** Calls a handler when a save was refused, even long after it was accepted. */
  onRefused(handler: (room: SerializedRoom, error: Error) => void): void;
  remote?: Remote;
  /** Set by the connector of the rooms, for that of the people. */
  gameRooms?: GameRooms;
}

const KEY = Symbol.for("roomkeeper.moviematch.link");

/** The link of the storage that MovieMatch made last; undefined if the storage module was not swapped. */
export function findLink(): Link | undefined {
  return (globalThis as { [KEY]?: Link })[KEY];
}

export function setLink(link: Link): void {
  (globalThis as { [KEY]?: Link })[KEY] = link;
}
