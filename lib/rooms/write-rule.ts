import type pg from "pg";
import type { ExpiryRule } from "./expiry";
import type { RoomRecord } from "./room-record";

/** Writes an expiry rule to a room. The caller must have locked its row. */
export async function writeRule(
  tx: pg.PoolClient,
  room: RoomRecord,
  rule: ExpiryRule,
): Promise<void> {
  await tx.query(
    `update room set expiry_kind = $3, idle_days = $4, keep_until = $5, expires_at = $6,
       version = version + 1, updated_at = clock_timestamp()
     where space_id = $1 and id = $2`,
    [room.spaceId, room.id, rule.expiryKind, rule.idleDays, rule.keepUntil, rule.expiresAt],
  );
}
