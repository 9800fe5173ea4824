// The types of /client/moviematch.js. The room is the one that MovieMatch's own storage declares, so that MovieMatch's types fit: Roomkeeper
// itself takes more than these.

/** [user name, rating, milliseconds since 1970] */
export type RatingEntry = [userName: string, rating: "like" | "dislike", timestamp: number];

export interface SerializedRoom {
  roomName: string;
  password?: string;
  options?: "EndOnFirstMatch"[];
  filters?: { key: string; operator: string; value: string[] }[];
  sort: "random" | "rating";
  roomType?: "standard" | "unanimous" | "solo" | "async";
  sortOrder?: "newest" | "oldest" | "random";
  genreFilterMode?: "and" | "or";
  ratingFilter?: { min?: number; max?: number; type?: "critic" | "audience" };
  contentRatingFilter?: { ratings: string[] };
  /** ISO 8601. */
  createdAt: string;
  /** MovieMatch declares a text; the number that it sends is stored and returned as a number. */
  creatorPlexUserId: string;
  creatorPlexUsername: string;
  ratings?: Record<string, RatingEntry[]>;
  userProgress?: Record<string, number>;
}

/** The five calls of MovieMatch. Absent is null; every failure rejects with a StorageError. */
export interface Storage {
  /** Merges the document into the stored room. Saves may overlap, repeat and arrive late without losing anything. */
  saveRoom(room: SerializedRoom): Promise<void>;
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  deleteRoom(roomName: string): Promise<void>;
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
}

/** What Roomkeeper adds to the five calls. */
export interface RoomStorage extends Storage {
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** Resolves with false if there was no such rating. */
  takeBackRating(roomName: string, key: { mediaId: string; userName: string }): Promise<boolean>;
  listTrash(): Promise<
    { room: SerializedRoom; reason: "deleted" | "expired" | "replaced"; trashedAt: string }[]
  >;
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  /** Accepts no more calls and waits for the saves in progress. */
  close(): Promise<void>;
}

export interface StorageConfig {
  /** memory (the default), file or http. */
  type?: string;
  /** file: the folder of the rooms, ./data/rooms by default. */
  storagePath?: string;
  path?: string;
  /** file: from this size on, files are compressed with gzip; by default none is. */
  compressFromBytes?: number;
  /** http: the address of Roomkeeper. */
  url?: string;
  /** http: a token of Roomkeeper. */
  token?: string;
  /** http: the time limit of one attempt; 15,000 ms by default. */
  timeoutMs?: number;
  /** http: attempts of a read; 6 by default. */
  attemptsMax?: number;
  /** http: attempts of a change; by default it is repeated until there is a reply. */
  writeAttemptsMax?: number;
  /** http: ends everything immediately. */
  signal?: AbortSignal;
}

export type StorageType = "memory" | "file" | "http";

/** As MovieMatch names the settings of `createStorage`. */
export interface CreateStorageOptions extends StorageConfig {
  type: StorageType;
}

declare const StorageOf: abstract new () => RoomStorage;

/** The storage in memory. Its rooms are lost when the process ends. */
export declare class MemoryStorage extends StorageOf {
  constructor();
  /** How many rooms are open. */
  size(): number;
  /** Forgets everything, also the trash. */
  clear(): void;
}

export interface FileStorageOptions {
  /** The folder of the room files, ./data/rooms by default. */
  storagePath?: string;
  /** From this size on, files are compressed with gzip; by default none is. Compressed files are read in any case. */
  compressFromBytes?: number;
}

/** The storage in files. The first save creates the folder. */
export declare class FileStorage extends StorageOf {
  constructor(options?: FileStorageOptions);
  /** The folder of the room files, as it was given. */
  getStoragePath(): string;
}

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

export declare function createStorage(config?: StorageConfig): RoomStorage;
export declare function createStorageFromEnv(): RoomStorage;
