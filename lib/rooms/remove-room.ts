import type pg from "pg";

/** Purges a room whose row (for a match room also the name) the caller holds, with everything in it; its tombstone stays. */
export async function removeRoom(
  tx: pg.PoolClient,
  room: { spaceId: string; id: string },
): Promise<void> {
  await tx.query("select purge_room($1, $2)", [room.spaceId, room.id]);
}
