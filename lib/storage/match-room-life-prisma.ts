import type pg from "pg";
import { actorColumns } from "@/lib/audit/actor-columns";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { joinTransaction } from "@/lib/wire/transaction";
import { type Db, incarnationOf, retried } from "./match-rooms-prisma";

/** What became of a move to the trash. */
export interface Trashing {
  id: string;
  /** Locked rooms stay where they are. */
  locked: boolean;
  lock_reason: string | null;
}

/**
 * Moves the room of that name to the trash, and audits it, in one statement. Null when none is open. One whose time was up
 * goes there as expired.
 */
export async function trashMatchRoom(
  pool: Db,
  ctx: Context,
  command: { spaceId: string; name: string },
): Promise<Trashing | null> {
  const { rows } = await retried(pool, () =>
    pool.query<Trashing>({
      name: "trash-room",
      text: `
        with held as (
          select r.space_id, r.id, r.locked_at is not null as locked, r.lock_reason, s.trash_days
          from room r join space s on s.id = r.space_id
          where r.space_id = $1 and r.name = $2 and r.trashed_at is null for no key update of r
        ), moved as (
          update room r set trashed_at = clock_timestamp(), trashed_by = $4, version = r.version + 1,
            updated_at = clock_timestamp(),
            trash_reason = case when r.expires_at <= clock_timestamp() then 'expired' else 'deleted' end,
            purge_at = clock_timestamp() + make_interval(days => held.trash_days)
          from held where r.space_id = held.space_id and r.id = held.id and not held.locked
          returning r.id, r.name, r.creator_id
        ), noted as (
          insert into audit_entry (actor_kind, actor_id, actor_name, request_id, action, outcome, space_id, room_id,
            room_name, owner_id)
          select $3, $4, $5, $6, 'room.delete', 'done', $1, id, name, creator_id from moved
        )
        select id, locked, lock_reason from held`,
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

/** What became of an attempt to open a room of the trash again. */
export type Restoring = "restored" | "not_found" | "name_taken" | "locked";

/** Opens a trashed incarnation again, and audits it. If it had expired, it gets a new quiet period by the house rule. */
export async function restoreMatchRoom(
  pool: pg.Pool,
  ctx: Context,
  which: Incarnation,
): Promise<Restoring> {
  return joinTransaction(
    ctx,
    async (tx) => {
      const room = await holdTrashed(tx, which);
      if (!room) return "not_found";
      if (room.locked) return "locked";
      const { rowCount } = await tx.query(
        `select 1 from room where space_id = $1 and name = $2 and trashed_at is null and id <> $3`,
        [which.spaceId, which.name, room.id],
      );
      if (rowCount !== 0) return "name_taken";
      await tx.query(
        `update room r set trashed_at = null, trashed_by = null, trash_reason = null, purge_at = null,
         version = r.version + 1, updated_at = clock_timestamp(), touched_at = clock_timestamp(),
         expiry_kind = rule.kind,
         expires_at = next_expiry(rule.kind, r.idle_days, s.idle_days, r.keep_until, r.expires_at, clock_timestamp())
       from space s, (select id, case when expiry_kind = 'date' and expires_at <= clock_timestamp()
         then 'house' else expiry_kind end as kind from room where space_id = $1 and id = $2) rule
       where s.id = $1 and r.space_id = $1 and r.id = rule.id`,
        [which.spaceId, room.id],
      );
      await noteLife(tx, ctx, "room.restore", which, room);
      return "restored";
    },
    pool,
  );
}

/** Removes a trashed incarnation with all that hangs on it, leaves its tombstone and an audit row; false when there is none. */
export async function purgeMatchRoom(
  pool: pg.Pool,
  ctx: Context,
  which: Incarnation,
): Promise<boolean> {
  return joinTransaction(
    ctx,
    async (tx) => {
      const room = await holdTrashed(tx, which);
      if (!room) return false;
      await tx.query(
        `insert into room_tombstone (space_id, name, created_at) values ($1, $2, $3)
       on conflict (space_id, name, created_at) do nothing`,
        [which.spaceId, which.name, incarnationOf(which.createdAt)],
      );
      await tx.query("delete from room where space_id = $1 and id = $2", [which.spaceId, room.id]);
      await noteLife(tx, ctx, "room.purge", which, room);
      return true;
    },
    pool,
  );
}

interface HeldRoom {
  id: string;
  creator_id: string;
  locked: boolean;
}

async function holdTrashed(tx: pg.PoolClient, which: Incarnation): Promise<HeldRoom | undefined> {
  await tx.query("select lock_room_name($1, $2)", [which.spaceId, which.name]);
  const { rows } = await tx.query<HeldRoom>(
    `select id, creator_id, locked_at is not null as locked from room
     where space_id = $1 and name = $2 and created_at = $3
       and (trashed_at is not null or expires_at <= clock_timestamp()) for update`,
    [which.spaceId, which.name, incarnationOf(which.createdAt)],
  );
  return rows[0];
}

function noteLife(
  tx: pg.PoolClient,
  ctx: Context,
  action: AuditAction,
  { spaceId, name }: Incarnation,
  room: HeldRoom,
): Promise<void> {
  const about = { spaceId, id: room.id, name, creatorId: room.creator_id };
  return recordAudit(tx, ctx, { action, outcome: "done", room: about });
}
