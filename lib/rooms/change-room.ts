import type pg from "pg";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import { type ErrorCode, FAILURES, RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { type RoomAction, requireRoomAction, UNKNOWN_ROOM } from "./room-policy";
import { type RoomRecord, type RoomStatus, readRoomRecord, statusOfRoom } from "./room-record";

/** What a change of a room works with: the room, whose row is locked, its status, and the database's time after the row was locked. */
export interface RoomChange {
  tx: pg.PoolClient;
  room: RoomRecord;
  status: RoomStatus;
  now: Date;
}

export interface RoomChangeRequest {
  roomId: string;
  action: RoomAction;
  /** Whether to lock the room's name before its row, as restore and purge must; see `lock_room_name`. */
  locksName?: boolean;
  /** The id of the bulk change that this change is part of. Its audit rows contain it, so that the whole bulk change can be undone. */
  bulk?: string;
}

/**
 * Changes one room in one transaction: checks the policy, runs `work` and writes the audit row. A refusal or failure changes nothing and
 * is audited outside of the transaction. A caller who may not see the room gets the same error as for a room that does not exist.
 *
 * @param work makes the change; returns the result and details for the audit row
 */
export async function changeRoom<T>(
  ctx: Context,
  request: RoomChangeRequest,
  work: (change: RoomChange) => Promise<{ result: T; detail?: Record<string, unknown> }>,
): Promise<T> {
  const action: AuditAction = `room.${request.action}`;
  let room: RoomRecord | null = null;
  try {
    return await joinTransaction(ctx, async (tx) => {
      room = await readRoomForUpdate(ctx, tx, request);
      requireRoomAction(ctx.actor, request.action, room ?? UNKNOWN_ROOM);
      if (!room) throw new RoomkeeperError("not_found", "There is no such room.");
      const clock = await tx.query<{ now: Date }>("select clock_timestamp() as now");
      const now = clock.rows[0]?.now ?? room.touchedAt;
      const { result, detail } = await work({ tx, room, status: statusOfRoom(room, now), now });
      const facts = request.bulk ? { ...detail, bulk: request.bulk } : detail;
      await recordAudit(tx, ctx, { action, outcome: "done", room, detail: facts });
      return result;
    });
  } catch (error) {
    const failure = asRoomkeeperError(error);
    await recordRefusal(ctx, action, room, failure.code);
    throw failure;
  }
}

async function readRoomForUpdate(
  ctx: Context,
  tx: pg.PoolClient,
  { roomId, locksName }: RoomChangeRequest,
): Promise<RoomRecord | null> {
  if (locksName && isStorableText(roomId)) {
    await tx.query("select lock_room_name(space_id, kind, name) from room where id = $1", [roomId]);
  }
  return readRoomRecord(tx, roomId, { kinds: ctx.services.kinds, forUpdate: true });
}

/** Writes the audit row of a refusal or failure outside of the transaction. If that fails, the caller still gets the original error. */
async function recordRefusal(
  { transaction, ...ctx }: Context,
  action: AuditAction,
  room: RoomRecord | null,
  code: ErrorCode,
): Promise<void> {
  const outcome = FAILURES.has(code) ? "failed" : "refused";
  const write = () =>
    recordAudit(ctx.services.pool, ctx, { action, outcome, code, room: room ?? undefined });
  if (transaction) transaction.afterwards.push(write);
  else await write().catch(() => {});
}
