import type pg from "pg";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import { type ErrorCode, FAILURES, RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import type { Context } from "@/lib/runtime/context";
import { joinTransaction } from "@/lib/runtime/transaction";
import { NOBODYS, type RoomAction, requireRoomAction } from "./room-policy";
import { type RoomRecord, type RoomStatus, readRoomRecord, statusOfRoom } from "./room-record";

/** What a change works on: the held room, its status, and the database's clock after the row was held. */
export interface RoomInHand {
  tx: pg.PoolClient;
  room: RoomRecord;
  status: RoomStatus;
  now: Date;
}

export interface RoomChangeRequest {
  roomId: string;
  action: RoomAction;
  /** Restore and purge lock the name first and then the row; see `lock_room_name`. */
  takesName?: boolean;
  /** Marks the audit rows of one bulk change, so that it can be undone as one. */
  bulk?: string;
}

/**
 * Carries out one change of one room: policy, then `work`, then the audit row, in one transaction. A refusal or failure
 * changes nothing and is audited outside of it. Whoever may not see the room is told the same as when there is none.
 *
 * @param work returns the result, and small facts for the audit row
 */
export async function changeRoom<T>(
  ctx: Context,
  request: RoomChangeRequest,
  work: (hand: RoomInHand) => Promise<{ result: T; detail?: Record<string, unknown> }>,
): Promise<T> {
  const action: AuditAction = `room.${request.action}`;
  let room: RoomRecord | null = null;
  try {
    return await joinTransaction(ctx, async (tx) => {
      room = await holdRoom(ctx, tx, request);
      requireRoomAction(ctx.actor, request.action, room ?? NOBODYS);
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

async function holdRoom(
  ctx: Context,
  tx: pg.PoolClient,
  { roomId, takesName }: RoomChangeRequest,
): Promise<RoomRecord | null> {
  if (takesName && isStorableText(roomId)) {
    await tx.query("select lock_room_name(space_id, kind, name) from room where id = $1", [roomId]);
  }
  return readRoomRecord(tx, roomId, { kinds: ctx.services.kinds, hold: true });
}

/** Records a refusal or failure outside of the transaction. If it cannot be recorded, the caller still gets the reason. */
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
