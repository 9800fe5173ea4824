import { GONE_TEXT, type GoneReason, RoomkeeperError } from "@/lib/core/errors";

/** The verdict of the database on a write, and its reason. */
export interface RefusedWrite {
  verdict: string;
  reason: string | null;
}

const SPACE_FULL = "This space has as many open rooms as its rules allow. The room was not opened.";
const FULL_TEXT: Record<string, string> = {
  owner:
    "The person who opens this room has as many open rooms as the rules of this space allow. The room was not opened.",
};

/** The error for a refused write; null for an accepted one. */
export function refuseWrite({ verdict, reason }: RefusedWrite): RoomkeeperError | null {
  const details = reason === null ? {} : { reason };
  switch (verdict) {
    case "created":
    case "joined":
      return null;
    case "gone":
      return goneError(reason);
    case "locked":
      return new RoomkeeperError("locked", "This room is locked.", details);
    case "future":
      return new RoomkeeperError("created_in_future", "createdAt is more than a day ahead.", {
        fields: [{ pointer: "/createdAt", message: "is more than a day ahead" }],
      });
    case "stale":
      return new RoomkeeperError(
        "precondition_failed",
        "The stored room is not one of the versions that the request names.",
      );
    case "exists":
      return new RoomkeeperError("precondition_failed", "A room of that name is open already.");
    case "full":
      return new RoomkeeperError("room_limit", FULL_TEXT[reason ?? ""] ?? SPACE_FULL);
    case "not_found":
      return new RoomkeeperError("not_found", "There is no room of that name.");
    default:
      return new RoomkeeperError("internal", "The database returned an unknown verdict.");
  }
}

/** The error for a room that existed and is not open any more: it was expired, deleted, replaced, superseded or purged. */
export function goneError(reason: string | null): RoomkeeperError {
  const why = reason ?? "deleted";
  const text = GONE_TEXT[why as GoneReason];
  const message = `This room is not open any more${text ? `: ${text}` : ""}.`;
  return new RoomkeeperError("gone", message, { reason: why });
}
