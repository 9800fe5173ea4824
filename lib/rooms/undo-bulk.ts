import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { type BulkOutcome, changeEach, outcomeOf } from "./change-rooms";
import { deleteRoom } from "./delete-room";
import type { ExpiryFields } from "./expiry";
import { restoreRoom } from "./restore-room";
import { setExpiry } from "./set-expiry";

interface UndoableChange {
  room_id: string;
  action: string;
  detail: { before?: ExpiryFields } | null;
}

/**
 * Undoes a bulk change that the actor made within the last hour. The audit log contains the changed rooms and their previous rules. A
 * room that has changed since then may be refused. Throws `not_found` if there is nothing to undo.
 */
export async function undoBulk(ctx: Context, input: { bulk: string }): Promise<BulkOutcome> {
  if (ctx.actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to manage rooms.");
  }
  const { rows } = await ctx.services.pool.query<UndoableChange>(
    `select room_id, action, detail from audit_entry
     where at > now() - interval '1 hour' and actor_kind = 'person' and actor_id = $1 and outcome = 'done'
       and room_id is not null and detail ->> 'bulk' = $2 order by id limit $3`,
    [ctx.actor.id, input.bulk, LIMITS.bulkRoomsMax],
  );
  if (rows.length === 0) {
    throw new RoomkeeperError("not_found", "There is nothing to take back any more.");
  }
  const codes = await changeEach(rows, (row) => undoOne(ctx, row));
  return { ...outcomeOf(codes), bulk: null };
}

async function undoOne(
  ctx: Context,
  { room_id: roomId, action, detail }: UndoableChange,
): Promise<unknown> {
  if (action === "room.delete" || action === "room.expire") return restoreRoom(ctx, { roomId });
  if (action === "room.restore") return deleteRoom(ctx, { roomId });
  if (action === "room.extend" && detail?.before) {
    return setExpiry(ctx, { roomId, ...detail.before });
  }
  throw new RoomkeeperError("conflict", "This change cannot be taken back.");
}
