import type { Pool, PoolClient } from "pg";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

interface SeenRoom {
  id: string;
  spaceId: string;
  name: string;
  ownerId: string | null;
  leavesAt: Date;
}

/** Warnings of the present time of leaving of the rooms `$1`, which belong to `$2`, that were not seen. */
const UNSEEN = `room_warning warning join room on room.space_id = warning.space_id and room.id = warning.room_id
  and room.expires_at = warning.leaves_at
  where warning.seen_at is null and room.id = any ($1) and room.owner_id = $2`;

/**
 * Records, in the history of each room, that its owner saw that it leaves soon. Call it with the rooms that the overview shows. Nothing
 * happens for rooms of others, and for a second look.
 */
export async function recordSeenWarnings(ctx: Context, roomIds: readonly string[]): Promise<void> {
  const { actor, services } = ctx;
  if (actor.kind !== "person" || roomIds.length === 0) return;
  if (!(await isAnyUnseen(services.pool, roomIds, actor.id))) return;
  await inTransaction(services.pool, async (db) => {
    for (const room of await markSeen(db, roomIds, actor.id)) {
      const detail = { leavesAt: room.leavesAt.toISOString() };
      await recordAudit(db, ctx, { action: "room.see-warning", outcome: "done", room, detail });
    }
  });
}

async function isAnyUnseen(pool: Pool, roomIds: readonly string[], ownerId: string) {
  const { rowCount } = await pool.query(`select 1 from ${UNSEEN} limit 1`, [roomIds, ownerId]);
  return Boolean(rowCount);
}

/** Two pages that are opened at once write one row: the second one waits for the first, and then finds nothing. */
async function markSeen(
  db: PoolClient,
  roomIds: readonly string[],
  ownerId: string,
): Promise<SeenRoom[]> {
  const { rows } = await db.query<SeenRoom>(
    `update room_warning set seen_at = clock_timestamp() from (select warning.*, room.name, room.owner_id from ${UNSEEN}) unseen
     where room_warning.space_id = unseen.space_id and room_warning.room_id = unseen.room_id
       and room_warning.leaves_at = unseen.leaves_at and room_warning.seen_at is null
     returning unseen.room_id as id, unseen.space_id as "spaceId", unseen.name, unseen.owner_id as "ownerId",
       unseen.leaves_at as "leavesAt"`,
    [roomIds, ownerId],
  );
  return rows;
}
