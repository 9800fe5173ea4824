// The types of /client/roomkeeper.js. Copied beside it as it is, so it stands alone.

export interface RoomFilter {
  key: string;
  operator: string;
  value: string[];
}

/** [user name, "like" or "dislike", milliseconds since 1970] */
export type RatingEntry = [userName: string, value: string, atMs: number];

/** A whole room as MovieMatch saves it; unknown fields survive. */
export interface SerializedRoom {
  roomName: string;
  sort: string;
  /** ISO 8601; with the name it tells one life of a room from the next. */
  createdAt: string;
  creatorPlexUserId: string | number;
  creatorPlexUsername: string;
  password?: string;
  filters?: RoomFilter[];
  options?: string[];
  roomType?: string;
  sortOrder?: string;
  genreFilterMode?: string;
  ratingFilter?: { min?: number; max?: number; type?: string };
  contentRatingFilter?: { ratings: string[] };
  ratings?: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
  [unknownField: string]: unknown;
}

export interface ErrorDetails {
  /** Why a room is gone or locked. */
  reason?: string;
  /** What was wrong with a document, by JSON pointer. */
  fields?: { pointer: string; message: string }[];
  /** The id under which the server's log knows the refusal. */
  requestId?: string;
}

export declare class StorageError extends Error {
  constructor(message: string, cause?: unknown, code?: string, details?: ErrorDetails);
  /** gone, locked, invalid_document, unauthorized, forbidden, unavailable, corrupt … */
  readonly code: string;
  readonly details: ErrorDetails;
}

/** How long a caller waits. The change itself goes on: it was accepted. */
export interface Wait {
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface RoomkeeperOptions {
  /** Where Roomkeeper answers, such as http://localhost:3000. */
  url: string;
  /** A token of that Roomkeeper. */
  token: string;
  /** How long one attempt may take; 15,000 ms unless given. */
  timeoutMs?: number;
  /** Attempts of a read; 6 unless given. */
  attemptsMax?: number;
  /** Attempts of a change; it goes on until it is answered unless given. */
  writeAttemptsMax?: number;
  /** Changes that may wait at once; 20,000 unless given. Saves of one room count once, however many they are. */
  bufferedMax?: number;
  /** Their size as JSON, in UTF-16 units; 64 Mi unless given. */
  bufferedUnitsMax?: number;
  /** Operations of one request; 500 unless given, 1,000 at most. */
  batchMax?: number;
  /** Requests in flight at once; 3 unless given. */
  inFlightMax?: number;
  /** The last event that was seen, to go on from there; without it, events begin now. */
  lastEventId?: string;
  /** Ends everything at once. */
  signal?: AbortSignal;
  fetch?: (address: string, init: RequestInit) => Promise<Response>;
}

/** A change of a room. Times are ISO 8601. */
export interface RoomEvent {
  /** Larger than that of every event before it. */
  id: string;
  type:
    | "room.created"
    | "room.updated"
    | "room.matched"
    | "room.locked"
    | "room.unlocked"
    | "room.rescheduled"
    | "room.expired"
    | "room.deleted"
    | "room.replaced"
    | "room.restored"
    | "room.purged";
  at: string;
  room: { name: string; id: string; createdAt: string; version: number };
  /** Counts, times and reasons. */
  data: Record<string, unknown>;
}

export type ClientEvents = Record<RoomEvent["type"] | "room.*", RoomEvent> & {
  /** The stream is open; what happens from here on is told. */
  "events.opened": { lastEventId: string };
  /** Some events are not kept any more: read the rooms again. */
  "events.missed": { lastEventId: string };
  /** The stream broke (it is opened again by itself) or a handler threw. */
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

/** One Roomkeeper. Absent is null; every failure rejects with a StorageError. */
export interface Roomkeeper {
  /** Joins the document into what is stored: saves may overlap, repeat and arrive late without a loss. */
  saveRoom(room: SerializedRoom, wait?: Wait): Promise<void>;
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  deleteRoom(roomName: string): Promise<void>;
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** False when there was no such rating. */
  takeBackRating(roomName: string, key: { mediaId: string; userName: string }): Promise<boolean>;
  listTrash(): Promise<
    { room: SerializedRoom; reason: "deleted" | "expired" | "replaced"; trashedAt: string }[]
  >;
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  /** Every open room, a page at a time. */
  rooms(): AsyncIterable<SerializedRoom>;
  /** The films a room agreed on. */
  matches(roomName: string): Promise<ClientMatch[]>;
  /** Whether address and token are right. */
  check(): Promise<OwnToken>;
  /** Listens for what happens to the rooms of the space; gives back the way to end that. */
  on<Type extends keyof ClientEvents>(
    type: Type,
    handler: (event: ClientEvents[Type]) => unknown,
  ): () => void;
  /** The last event that was handed out. */
  lastEventId(): string | undefined;
  /** What waits for the API. */
  buffered(): { changes: number; rooms: number; units: number };
  /** Resolves when all that was accepted so far is acknowledged; rejects with an AggregateError of what was refused. */
  flush(): Promise<void>;
  /** Takes nothing more, and ends when all is acknowledged, or after timeoutMs (10,000 unless given). */
  close(options?: { timeoutMs?: number }): Promise<void>;
}

export declare function createRoomkeeper(options: RoomkeeperOptions): Roomkeeper;
