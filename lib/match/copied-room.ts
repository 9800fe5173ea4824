import type { TrashReason } from "@/lib/rooms/room";
import type { SerializedRoom } from "./room";

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

/** A rating that was taken back, with its own time in milliseconds since 1970. */
export type TakenBackRating = [mediaId: string, userName: string, atMs: number];

/** A room with what its document cannot say. */
export interface ScannedRoom {
  room: SerializedRoom;
  takenBack?: TakenBackRating[];
  /** It has a password, and whoever reads here may not see it. */
  passwordHidden?: boolean;
}

export interface ScannedTrash extends ScannedRoom {
  reason: TrashReason;
  /** ISO 8601. */
  trashedAt: string;
}

/** What a save would meet under its name. */
export type SavePreview =
  | { kind: "absent" }
  | { kind: "open"; room: SerializedRoom; isLocked: boolean }
  /** Refused as `gone`, for this reason; unless it is unsure, where only the save itself can tell. */
  | { kind: "gone"; reason: string; isUnsure?: boolean };
