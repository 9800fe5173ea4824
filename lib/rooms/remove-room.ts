import type pg from "pg";

/**
 * Purges a room with everything in it; its tombstone stays. The caller must have locked the room's row, and for a match room also its
 * name.
 */
export async function removeRoom(
  tx: pg.PoolClient,
  room: { spaceId: string; id: string },
): Promise<void> {
  await tx.query("select purge_room($1, $2)", [room.spaceId, room.id]);
}
