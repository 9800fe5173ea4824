import { RoomkeeperError } from "@/lib/core/errors";
import type { RoomStatus } from "./room-record";

/** Refuses with `gone` and the reason when the room has left. */
export function requireOpen(status: RoomStatus): void {
  if (status === "open") return;
  throw new RoomkeeperError("gone", "This room is in the trash. Restore it first.", {
    reason: status,
  });
}
