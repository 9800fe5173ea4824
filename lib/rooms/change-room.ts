import type pg from "pg";
import type { AuditAction } from "@/lib/audit/audit-action";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { asRoomkeeperError } from "@/lib/core/database-failure";
import { FAILURES, RoomkeeperError } from "@/lib/core/errors";
import { isStorableText } from "@/lib/core/text";
import { processContext } from "@/lib/wire/process-context";
import { type RoomAction, requireRoomAction } from "./room-policy";
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
  /** Restore and purge first take the lock of the name, then the row; see the migration of the room functions. */
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
  const { pool } = processContext();
  const action: AuditAction = `room.${request.action}`;
  let room: RoomRecord | null = null;
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query("begin");
    if (request.takesName && isStorableText(request.roomId)) {
      await tx.query("select lock_room_name(space_id, name) from room where id = $1", [
        request.roomId,
      ]);
    }
    room = await readRoomRecord(tx, request.roomId, { hold: true });
    if (!room) {
      requireRoomAction(ctx.actor, request.action, NOBODYS);
      throw new RoomkeeperError("not_found", "There is no such room.");
    }
    requireRoomAction(ctx.actor, request.action, room);
    const clock = await tx.query<{ now: Date }>("select clock_timestamp() as now");
    const now = clock.rows[0]?.now ?? room.touchedAt;
    const { result, detail } = await work({ tx, room, status: statusOfRoom(room, now), now });
    const facts = request.bulk ? { ...detail, bulk: request.bulk } : detail;
    await recordAudit(tx, ctx, { action, outcome: "done", room, detail: facts });
    await tx.query("commit");
    return result;
  } catch (error) {
    await tx.query("rollback").catch((cause: Error) => {
      broken = cause;
    });
    throw await recordRefusal(pool, ctx, action, room, asRoomkeeperError(error));
  } finally {
    tx.release(broken);
  }
}

/** A room of nobody: what the policy says of it is said of every room that is not there. */
const NOBODYS = { creatorId: "", lockedBy: null };

/** Writes down that it was refused or failed. That the log cannot be written never hides why. */
async function recordRefusal(
  pool: pg.Pool,
  ctx: Context,
  action: AuditAction,
  room: RoomRecord | null,
  error: RoomkeeperError,
): Promise<RoomkeeperError> {
  const { code } = error;
  const failed = FAILURES.has(code);
  await recordAudit(pool, ctx, {
    action,
    outcome: failed ? "failed" : "refused",
    code,
    room: room ?? undefined,
  }).catch(() => {});
  return error;
}
