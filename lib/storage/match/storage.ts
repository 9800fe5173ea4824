import type {
  RatingKey,
  SavePreview,
  ScannedRoom,
  ScannedTrash,
  TakenBackRating,
  TrashedRoom,
} from "@/lib/match/copied-room";
import type { RatingEntry, SerializedRoom } from "@/lib/match/room";

/**
 * The five calls of a MovieMatch server, with MovieMatch's own names and types. Absent is null. Every failure rejects with a StorageError
 * whose `code` is one of lib/core/errors.ts.
 */
export interface Storage {
  /**
   * Merges the document into the stored room (the rule is in lib/match/merge-room.ts). Rejects with `gone` (a stale save of a trashed,
   * purged or superseded incarnation), `locked`, `created_in_future`, `invalid_document` or `unavailable`.
   */
  saveRoom(room: SerializedRoom): Promise<void>;
  /** The open room of that name; null if there is none, or if it has expired or is in the trash. */
  getRoom(roomName: string): Promise<SerializedRoom | null>;
  /** Moves the open room to the trash. Does nothing if there is none. */
  deleteRoom(roomName: string): Promise<void>;
  /** All open rooms, sorted by name (by code point). */
  listRooms(): Promise<SerializedRoom[]>;
  hasRoom(roomName: string): Promise<boolean>;
}

/** The calls that copying needs in addition to the five calls. */
export interface CopyAbilities {
  /**
   * What the storage can import in addition to documents. If a value is false, the import call rejects with `invalid_request`;
   * lib/transfer then does the next best thing and reports what is lost.
   */
  readonly canImport: { takenBack: boolean; trash: boolean };
  /** One sentence about how to read passwords that this storage hides; null if it hides none. */
  readonly passwordAdvice: string | null;
  /** The approximate number of rooms that `scanRooms` yields, for showing progress; null if it is not known. */
  countRooms(): Promise<number | null>;
  /**
   * Yields all open rooms in no particular order, without reading all into memory. A room that exists during the whole scan is yielded
   * once.
   */
  scanRooms(): AsyncIterable<ScannedRoom>;
  /** Yields all rooms in the trash in no particular order, without reading all into memory. */
  scanTrash(): AsyncIterable<ScannedTrash>;
  /** What a save of that incarnation would find. */
  previewSave(roomName: string, createdAt: string): Promise<SavePreview>;
  /** Marks ratings of the open incarnation as taken back, whether they exist or not. Newer ratings stay. */
  importTakenBack(roomName: string, createdAt: string, ratings: TakenBackRating[]): Promise<void>;
  /**
   * Imports a room of another storage's trash, with its reason and time. False if it is in the trash already. Rejects with `name_taken`
   * if the room is open here, and with `gone` if it was purged or is older than trash may be.
   */
  importTrash(entry: ScannedTrash): Promise<boolean>;
}

/** A storage of Roomkeeper, which has more calls than the five of MovieMatch. */
export interface RoomStorage extends Storage, CopyAbilities {
  /** Adds ratings to the open room. Rejects with `not_found`, `gone` or `locked`. */
  appendRatings(roomName: string, ratings: Record<string, RatingEntry[]>): Promise<void>;
  /** Takes one rating back. Late saves that still contain it do not restore it. Resolves with false if there was no such rating. */
  takeBackRating(roomName: string, key: RatingKey): Promise<boolean>;
  /** The trashed rooms, which can still be restored, newest first. */
  listTrash(): Promise<TrashedRoom[]>;
  /** Restores a trashed incarnation. Rejects with `not_found`, or with `name_taken` if another room of that name is open. */
  restoreRoom(roomName: string, createdAt: string): Promise<void>;
  /** Purges a trashed incarnation; only its tombstone stays. Does nothing if it is not in the trash. */
  purgeRoom(roomName: string, createdAt: string): Promise<void>;
  close(): Promise<void>;
}
