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
 * The five calls a MovieMatch server makes; the names and shapes are its own. Absent is null. Every failure rejects with a
 * StorageError whose `code` is one of lib/core/errors.ts.
 */
export interface Storage {
  /**
   * Joins the document into what is stored (the merge rule, lib/match/merge-room.ts).
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

/** What copying asks of a storage beyond the five calls. */
export interface CopyAbilities {
  /**
   * What it can keep of a copy beyond documents. Where it says false, the call that imports it rejects with `invalid_request`;
   * lib/transfer then does what comes closest and reports what is lost.
   */
  readonly keeps: { takenBack: boolean; trash: boolean };
  /** How to read passwords that are hidden here, as one sentence; null where none are. */
  readonly passwordAdvice: string | null;
  /** About how many rooms `scanRooms` gives, to show progress; null if that is not known. */
  countRooms(): Promise<number | null>;
  /** Every open room a page at a time, in no order. One that is there all the while is given once. */
  scanRooms(): AsyncIterable<ScannedRoom>;
  /** Every room in the trash a page at a time, in no order. */
  scanTrash(): AsyncIterable<ScannedTrash>;
  /** What a save of that incarnation would meet. */
  previewSave(roomName: string, createdAt: string): Promise<SavePreview>;
  /** Marks ratings of the open incarnation as taken back, whether they were there or not; newer ones stay. */
  importTakenBack(roomName: string, createdAt: string, ratings: TakenBackRating[]): Promise<void>;
  /**
   * Imports a room of another storage's trash, with its reason and time. False if it is in the trash already. Rejects with `name_taken` when it is open
   * here, with `gone` when it was purged or its days in the trash are over.
   */
  importTrash(entry: ScannedTrash): Promise<boolean>;
}

/** What Roomkeeper's own backends can do beyond the five calls. */
export interface RoomStorage extends Storage, CopyAbilities {
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
