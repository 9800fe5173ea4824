// The types of /client/moviematch.js. The build writes the shape of a room here, so that the served file imports nothing.

import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

export type { RatingEntry, RoomFilter, SerializedRoom } from "@/lib/match/room";

/** The five calls of MovieMatch. Absent is null; every failure rejects with a StorageError. */
export interface Storage {
  /** Joins the document into what is stored: saves may overlap, repeat and arrive late without a loss. */
  saveRoom(room: SerializedRoom): Promise<void>;
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  deleteRoom(roomName: string): Promise<void>;
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
}

/** What Roomkeeper adds to the five calls. */
export interface RoomStorage extends Storage {
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** False when there was no such rating. */
  takeBackRating(roomName: string, key: { mediaId: string; userName: string }): Promise<boolean>;
  listTrash(): Promise<
    { room: SerializedRoom; reason: "deleted" | "expired" | "replaced"; trashedAt: string }[]
  >;
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  /** Waits for the saves under way and takes no more. */
  close(): Promise<void>;
}

export interface StorageConfig {
  /** memory (the default), file or http. */
  type?: string;
  /** file: the folder of the rooms, ./data/rooms by default. */
  storagePath?: string;
  path?: string;
  /** http: where Roomkeeper answers. */
  url?: string;
  /** http: a token of Roomkeeper. */
  token?: string;
  /** http: how long one attempt may take; 15,000 unless given. */
  timeoutMs?: number;
  /** http: attempts of a read; 6 unless given. */
  attemptsMax?: number;
  /** http: attempts of a change; it goes on until it is answered unless given. */
  writeAttemptsMax?: number;
  /** http: ends everything at once. */
  signal?: AbortSignal;
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

export declare function createStorage(config?: StorageConfig): RoomStorage;
export declare function createStorageFromEnv(): RoomStorage;
