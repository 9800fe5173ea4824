// The types of /client/roomkeeper.js. The build writes the shape of a room here, so that the served file imports nothing.

import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

export type { RatingEntry, RoomFilter, SerializedRoom } from "@/lib/match/room";

export interface ErrorDetails {
  /** Why a room is gone or locked. */
  reason?: string;
  /** The wrong fields of a document, each with its JSON pointer. */
  fields?: { pointer: string; message: string }[];
  /** The id of the request in the server's log. */
  requestId?: string;
}

export declare class StorageError extends Error {
  constructor(message: string, cause?: unknown, code?: string, details?: ErrorDetails);
  /** gone, locked, invalid_document, unauthorized, forbidden, unavailable, corrupt … */
  readonly code: string;
  readonly details: ErrorDetails;
}

/** How long a caller waits. The change itself continues, because it was accepted. */
export interface Wait {
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface RoomkeeperOptions {
  /** The address of Roomkeeper, such as http://localhost:3000. */
  url: string;
  /** A token of that Roomkeeper. */
  token: string;
  /** How long one attempt may take; 15,000 ms by default. */
  timeoutMs?: number;
  /** Attempts of a read; 6 by default. */
  attemptsMax?: number;
  /** Attempts of a change; by default it is repeated until there is a reply. */
  writeAttemptsMax?: number;
  /** Changes that may wait at once; 20,000 by default. All saves of one room count once. */
  bufferedMax?: number;
  /** Their size as JSON, in UTF-16 units; 64 Mi by default. */
  bufferedUnitsMax?: number;
  /** Operations of one request; 500 by default, 1,000 at most. */
  batchMax?: number;
  /** Requests in flight at once; 3 by default. */
  inFlightMax?: number;
  /** The id of the last event that you have seen, to continue after it; without it, only new events arrive. */
  lastEventId?: string;
  /** Ends everything immediately. */
  signal?: AbortSignal;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

/** A change of a room. Times are ISO 8601. */
export interface RoomEvent {
  /** Larger than the ids of all earlier events. */
  id: string;
  type:
    | "room.created"
    | "room.updated"
    | "room.matched"
    | "room.locked"
    | "room.unlocked"
    | "room.rescheduled"
    | "room.expiring"
    | "room.expired"
    | "room.deleted"
    | "room.replaced"
    | "room.restored"
    | "room.purged";
  at: string;
  /** `kind` is "match" for a room of films. Rooms of different kinds may have the same name. */
  room: { kind: string; name: string; id: string; createdAt: string; version: number };
  /** Counts, times and reasons. */
  data: Record<string, unknown>;
}

export type ClientEvents = Record<RoomEvent["type"] | "room.*", RoomEvent> & {
  /** The stream is open; events from now on arrive. */
  "events.opened": { lastEventId: string };
  /** Some events are no longer stored: read the rooms again. */
  "events.missed": { lastEventId: string };
  /** The stream broke (the client opens it again) or a handler threw. */
  error: Error;
};

export interface ClientMatch {
  mediaId: string;
  /** ISO 8601. */
  matchedAt: string;
  likers: string[];
  [field: string]: unknown;
}

export interface OwnToken {
  space: string;
  label: string;
  scopes: string[];
  /** ISO 8601; null for never. */
  expiresAt: string | null;
  [field: string]: unknown;
}

/** A client of one Roomkeeper. Null means absent; every failure rejects with a StorageError. */
export interface Roomkeeper {
  /** Merges the document into the stored room. Saves may overlap, repeat and arrive late without losing anything. */
  saveRoom(room: SerializedRoom, wait?: Wait): Promise<void>;
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  deleteRoom(roomName: string): Promise<void>;
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** Resolves with false if there was no such rating. */
  takeBackRating(roomName: string, key: { mediaId: string; userName: string }): Promise<boolean>;
  listTrash(): Promise<
    { room: SerializedRoom; reason: "deleted" | "expired" | "replaced"; trashedAt: string }[]
  >;
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  /** Every open room, read page by page. */
  rooms(): AsyncIterable<SerializedRoom>;
  /** The films that the room agreed on. */
  matches(roomName: string): Promise<ClientMatch[]>;
  /** Checks the address and the token. */
  check(): Promise<OwnToken>;
  /** Calls the handler for events of the space's rooms. Returns a function that removes the handler. */
  on<Type extends keyof ClientEvents>(
    type: Type,
    handler: (event: ClientEvents[Type]) => unknown,
  ): () => void;
  /** The id of the last event that handlers got. */
  lastEventId(): string | undefined;
  /** The changes that wait for the API. */
  buffered(): { changes: number; rooms: number; units: number };
  /** Resolves when all changes accepted so far are acknowledged; rejects with an AggregateError of the refused ones. */
  flush(): Promise<void>;
  /** Accepts no more changes, and ends when all are acknowledged, or after timeoutMs (10,000 by default). */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

export declare function createRoomkeeper(options: RoomkeeperOptions): Roomkeeper;
