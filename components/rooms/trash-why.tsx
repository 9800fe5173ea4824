import { Name } from "@/components/ui/name";
import { daysText } from "@/lib/core/day-text";
import type { RoomRecord, RoomStatus } from "@/lib/rooms/room-record";
import { quietPeriodOver } from "./quiet-period";

/** Why a room is in the trash: "Deleted by you", "Not saved for six weeks", "Replaced by a new room of Ines". */
export function TrashWhy({
  room,
  status,
  viewerId,
}: {
  room: Pick<RoomRecord, "trashedBy" | "expiryKind" | "idleDays" | "spaceIdleDays"> & {
    trashedByName: string | null;
    successorName: string | null;
  };
  status: RoomStatus;
  viewerId: string;
}) {
  const who =
    room.trashedBy === viewerId ? "you" : <Name>{room.trashedByName ?? "its game server"}</Name>;
  if (status === "replaced") {
    if (!room.successorName) return "Replaced by a new room";
    return (
      <>
        Replaced by a new room of <Name>{room.successorName}</Name>
      </>
    );
  }
  if (status === "deleted") return <>Deleted by {who}</>;
  if (room.trashedBy) return <>Expired early by {who}</>;
  if (room.expiryKind === "date") return "Its last day has passed";
  const days = room.expiryKind === "idle" ? room.idleDays : room.spaceIdleDays;
  return days ? quietPeriodOver(daysText(days)) : "Expired";
}
