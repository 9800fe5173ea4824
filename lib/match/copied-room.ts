import type { TrashReason } from "@/lib/rooms/room";
import type { SerializedRoom } from "./room";

/** A room in the trash. */
export interface TrashedRoom {
  room: SerializedRoom;
  reason: TrashReason;
  /** ISO 8601. */
  trashedAt: string;
}

/** Identifies a rating of a room: the film and the person. */
export interface RatingKey {
  mediaId: string;
  userName: string;
}

/** A rating that was taken back, with its own time in milliseconds since 1970. */
export type TakenBackRating = [mediaId: string, userName: string, atMs: number];

/** A room with facts that its document does not contain. */
export interface ScannedRoom {
  room: SerializedRoom;
  takenBack?: TakenBackRating[];
  /** Whether the room has a password that the reader may not see. */
  passwordHidden?: boolean;
}

export interface ScannedTrash extends ScannedRoom {
  reason: TrashReason;
  /** ISO 8601. */
  trashedAt: string;
}

/** What a save of a room would find. */
export type SavePreview =
  | { kind: "absent" }
  | { kind: "open"; room: SerializedRoom; isLocked: boolean }
  /** The save would be refused as `gone` for this reason. If `isUnsure` is set, only the save itself can find out. */
  | { kind: "gone"; reason: string; isUnsure?: boolean };
