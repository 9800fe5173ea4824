import type pg from "pg";
import { type ExpiryRule, freshRule } from "./expiry";
import type { RoomRecord } from "./room-record";

/**
 * Opens a room in the trash again, without its link for a group. The caller must have locked its name and row. An expired room gets a new
 * quiet period; the expiry of any other room does not change. Resolves with its rule, or with null if another open match room has its name.
 */
export async function reopenRoom(
  tx: pg.PoolClient,
  room: RoomRecord,
  now: Date,
): Promise<ExpiryRule | null> {
  const taken = await tx.query(
    `select 1 from room where $2 = 'match' and space_id = $1 and kind = 'match' and name = $3 and trashed_at is null
       and id <> $4`,
    [room.spaceId, room.kind, room.name, room.id],
  );
  if (taken.rowCount !== 0) return null;
  // What was shown to everybody with a link stays closed until its owner makes a new one.
  await tx.query("delete from room_link where space_id = $1 and room_id = $2", [
    room.spaceId,
    room.id,
  ]);
  const rule = freshRule(room, room.spaceIdleDays, room.touchedAt, now);
  // One update, so that it is one change with one version and one event.
  await tx.query(
    `update room set trashed_at = null, trashed_by = null, trash_reason = null, purge_at = null,
       expiry_kind = $3, idle_days = $4, keep_until = $5, expires_at = $6, version = version + 1, updated_at = clock_timestamp()
     where space_id = $1 and id = $2`,
    [room.spaceId, room.id, rule.expiryKind, rule.idleDays, rule.keepUntil, rule.expiresAt],
  );
  return rule;
}
