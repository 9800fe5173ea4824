import { type ErrorCode, type ErrorDetails, RoomkeeperError } from "@/lib/core/errors";
import type { RatingEntry, SerializedRoom, TrashReason } from "@/lib/rooms/room";

/**
 * The five calls a MovieMatch server makes; the names and shapes are its own. Absent is null. Every failure rejects with a
 * StorageError whose `code` is one of lib/core/errors.ts.
 */
export interface Storage {
  /**
   * Joins the document into what is stored (the merge rule, lib/rooms/merge-room.ts).
   * Rejects with `gone` (a stale save of a trashed, purged or superseded incarnation), `locked`, `created_in_future`,
   * `invalid_document` or `unavailable`.
   */
  saveRoom(room: SerializedRoom): Promise<void>;
  /** The open room of that name, or null when there is none, or it expired or waits in the trash. */
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  /** Moves the open room to the trash; nothing happens when there is none. */
  deleteRoom(roomName: string): Promise<void>;
  /** Every open room, in order of name by code point. */
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
}

/** A room that waits in the trash. */
export interface TrashedRoom {
  room: SerializedRoom;
  reason: TrashReason;
  /** ISO 8601. */
  trashedAt: string;
}

/** A rating taken back: the film, and who had rated it. */
export interface RatingKey {
  mediaId: string;
  userName: string;
}

/** What Roomkeeper's own backends can do beyond the five calls. */
export interface RoomStorage extends Storage {
  /** Joins ratings alone into the open room. Rejects with `not_found`, `gone` or `locked`. */
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** Takes one rating back for good: late saves that still carry it do not revive it. False when there was none. */
  takeBackRating(roomName: string, key: RatingKey): Promise<boolean>;
  /** Former incarnations that can still come back, newest first. */
  listTrash(): Promise<TrashedRoom[]>;
  /** Opens a trashed incarnation again. Rejects with `not_found`, or `name_taken` when another room of that name is open. */
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  /** Removes a trashed incarnation; only its tombstone stays. Nothing happens when it is not in the trash. */
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  close(): Promise<void>;
}

/** Every failure of a storage. */
export class StorageError extends RoomkeeperError {
  constructor(
    message: string,
    cause?: unknown,
    code: ErrorCode = "unavailable",
    details: ErrorDetails = {},
  ) {
    super(code, message, details, cause);
    this.name = "StorageError";
  }
}
