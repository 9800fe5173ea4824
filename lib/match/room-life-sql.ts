import type pg from "pg";
import { actorColumns } from "@/lib/audit/actor-columns";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Queryable } from "@/lib/db/queryable";
import { removeRoom } from "@/lib/rooms/remove-room";
import { reopenRoom } from "@/lib/rooms/reopen-room";
import { type RoomRecord, readRoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { incarnationOf, retried } from "./rooms-sql";

/** The result of moving a room to the trash. */
export interface Trashing {
  id: string;
  /** If true, the room was not moved, because an admin has locked it. */
  locked: boolean;
  lock_reason: string | null;
}

/**
 * Moves the room of that name to the trash and audits that, in one statement. Null if no room of that name is open. An expired room gets
 * the reason `expired`.
 */
export async function trashMatchRoom(
  pool: Queryable,
  ctx: Context,
  command: { spaceId: string; name: string },
): Promise<Trashing | null> {
  const { rows } = await retried(pool, () =>
    pool.query<Trashing>({
      name: "trash-room",
      text: `
        with found as materialized (
          select id, name, owner_id, locked_at is not null as locked, lock_reason from room
          where space_id = $1 and kind = 'match' and name = $2 and trashed_at is null for no key update
        ), moved as materialized (
          select found.*, trash_room($1, id, 'deleted', $4, clock_timestamp()) as purge_at from found where not locked
        ), audited as (
          insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id,
            room_name, owner_id)
          select $3, $4, $5, $6, 'room.delete', 'done', $1, id, name, owner_id from moved where purge_at is not null
        )
        select id, locked, lock_reason from found`,
      values: [command.spaceId, command.name, ...actorColumns(ctx.actor), ctx.requestId],
    }),
  );
  return rows[0] ?? null;
}

interface Incarnation {
  spaceId: string;
  name: string;
  createdAt: string;
}

/** The result of restoring a room from the trash. */
export type Restoring = "restored" | "not_found" | "name_taken" | "locked";

/** Restores a trashed incarnation and audits that. `reopenRoom` says when it then expires. */
export async function restoreMatchRoom(ctx: Context, which: Incarnation): Promise<Restoring> {
  return joinTransaction(ctx, async (tx) => {
    const found = await readTrashedForUpdate(tx, which);
    if (!found) return "not_found";
    const { room, now } = found;
    if (room.lockedAt) return "locked";
    if (!(await reopenRoom(tx, room, now))) return "name_taken";
    await recordAudit(tx, ctx, { action: "room.restore", outcome: "done", room });
    return "restored";
  });
}

/**
 * Purges a trashed incarnation with all its rows. Its tombstone and an audit row stay. Resolves with false if there is no such
 * incarnation.
 */
export async function purgeMatchRoom(ctx: Context, which: Incarnation): Promise<boolean> {
  return joinTransaction(ctx, async (tx) => {
    const found = await readTrashedForUpdate(tx, which);
    if (!found) return false;
    const { room } = found;
    await removeRoom(tx, room);
    await recordAudit(tx, ctx, { action: "room.purge", outcome: "done", room });
    return true;
  });
}

/** Locks the name and the row of a trashed incarnation, and then reads it with the database's time. */
async function readTrashedForUpdate(
  tx: pg.PoolClient,
  which: Incarnation,
): Promise<{ room: RoomRecord; now: Date } | null> {
  await tx.query("select lock_room_name($1, 'match', $2)", [which.spaceId, which.name]);
  const { rows } = await tx.query<{ id: string; now: Date }>(
    `select id, clock_timestamp() as now from room
     where space_id = $1 and kind = 'match' and name = $2 and created_at = $3
       and not is_open(room, clock_timestamp()) for update`,
    [which.spaceId, which.name, incarnationOf(which.createdAt)],
  );
  const [found] = rows;
  const room = found && (await readRoomRecord(tx, found.id, { kinds: ["match"] }));
  return found && room ? { room, now: found.now } : null;
}
