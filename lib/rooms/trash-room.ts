import type pg from "pg";
import type { TrashReason } from "./room";

/**
 * Moves a room to the trash, where it stays for the space's number of days. The caller must have locked its row. A room that has expired
 * gets the reason `expired`. Resolves with the time of its purge.
 */
export async function trashRoom(
  tx: pg.PoolClient,
  room: { spaceId: string; id: string },
  reason: TrashReason,
  trashedBy: string | null,
): Promise<Date> {
  const { rows } = await tx.query<{ purgeAt: Date | null }>(
    `select trash_room($1, $2, $3, $4, clock_timestamp()) as "purgeAt"`,
    [room.spaceId, room.id, reason, trashedBy],
  );
  const purgeAt = rows[0]?.purgeAt;
  if (!purgeAt) throw new Error("The room is in the trash already.");
  return purgeAt;
}
