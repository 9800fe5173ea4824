import { RoomkeeperError } from "@/lib/core/errors";
import type { RoomStatus } from "./room-record";

/** Throws `gone` with the reason if the room is in the trash or has expired. */
export function requireOpen(status: RoomStatus): void {
  if (status === "open") return;
  throw new RoomkeeperError("gone", "This room is in the trash. Restore it first.", {
    reason: status,
  });
}
