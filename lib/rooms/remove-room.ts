import type pg from "pg";
import type { RoomRecord } from "./room-record";

/** Deletes a room whose name and row the caller holds, with all that hangs on it, and leaves its tombstone. */
export async function removeRoom(
  tx: pg.PoolClient,
  room: Pick<RoomRecord, "spaceId" | "id" | "name" | "createdAt">,
): Promise<void> {
  await tx.query(
    `insert into room_tombstone (space_id, name, created_at) values ($1, $2, $3)
     on conflict (space_id, name, created_at) do nothing`,
    [room.spaceId, room.name, room.createdAt],
  );
  await tx.query("delete from room where space_id = $1 and id = $2", [room.spaceId, room.id]);
}
