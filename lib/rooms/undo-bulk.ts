import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { type BulkOutcome, eachOf, outcomeOf } from "./change-rooms";
import { deleteRoom } from "./delete-room";
import type { ExpiryFields } from "./expiry";
import { restoreRoom } from "./restore-room";
import { setExpiry } from "./set-expiry";

interface Done {
  room_id: string;
  action: string;
  detail: { before?: ExpiryFields } | null;
}

/**
 * Takes back one bulk change of the same person, within an hour: the audit log knows which rooms it touched and what they were
 * before. A room that has changed since may refuse. Throws `not_found` when there is nothing to take back.
 */
export async function undoBulk(ctx: Context, input: { bulk: string }): Promise<BulkOutcome> {
  if (ctx.actor.kind !== "person") {
    throw new RoomkeeperError("unauthorized", "Sign in to look after rooms.");
  }
  const { rows } = await ctx.services.pool.query<Done>(
    `select room_id, action, detail from audit_entry
     where at > now() - interval '1 hour' and actor_kind = 'person' and actor_id = $1 and outcome = 'done'
       and room_id is not null and detail ->> 'bulk' = $2 order by id limit $3`,
    [ctx.actor.id, input.bulk, LIMITS.bulkRoomsMax],
  );
  if (rows.length === 0) {
    throw new RoomkeeperError("not_found", "There is nothing to take back any more.");
  }
  const codes = await eachOf(rows, (row) => undoOne(ctx, row));
  return { ...outcomeOf(codes), bulk: null };
}

async function undoOne(ctx: Context, { room_id: roomId, action, detail }: Done): Promise<unknown> {
  if (action === "room.delete" || action === "room.expire") return restoreRoom(ctx, { roomId });
  if (action === "room.restore") return deleteRoom(ctx, { roomId });
  if (action === "room.extend" && detail?.before) {
    return setExpiry(ctx, { roomId, ...detail.before });
  }
  throw new RoomkeeperError("conflict", "This change cannot be taken back.");
}
