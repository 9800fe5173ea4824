import type { RoomInHand } from "./change-room";
import type { TrashReason } from "./room";

/** Moves a room whose row the caller holds to the trash; it waits there for its space's number of days. */
export async function trashRoom(
  { tx, room }: Pick<RoomInHand, "tx" | "room">,
  reason: TrashReason,
  trashedBy: string | null,
): Promise<Date> {
  const { rows } = await tx.query<{ purgeAt: Date }>(
    `update room set trashed_at = clock_timestamp(), trashed_by = $3, trash_reason = $4,
       purge_at = clock_timestamp() + make_interval(days => $5), version = version + 1,
       updated_at = clock_timestamp()
     where space_id = $1 and id = $2 and trashed_at is null returning purge_at as "purgeAt"`,
    [room.spaceId, room.id, trashedBy, reason, room.trashDays],
  );
  const [moved] = rows;
  if (!moved) throw new Error("The held room was in the trash already.");
  return moved.purgeAt;
}
