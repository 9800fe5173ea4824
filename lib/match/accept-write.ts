import type { AuditAction } from "@/lib/audit/audit-action";
import { recordRefusal } from "@/lib/audit/record-refusal";
import type { RoomkeeperError } from "@/lib/core/errors";
import type { RoomMetadata } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { refuseWrite } from "./refuse-write";
import { metadataOf } from "./room-metadata";
import type { Written } from "./write-sql";

interface WriteAttempt {
  action: AuditAction;
  spaceId: string;
  name: string;
}

/** Returns the metadata of an accepted write. Records and throws the refusal of a refused write. */
export async function acceptWrite(
  ctx: Context,
  attempt: WriteAttempt,
  written: Written,
): Promise<RoomMetadata> {
  const refusal = refuseWrite(written);
  if (refusal) throw await recordRoomRefusal(ctx, attempt, refusal);
  const { room_id, version, stored_at, updated_at, last_activity_at } = written;
  if (room_id === null || version === null || !stored_at || !updated_at || !last_activity_at) {
    throw new Error("An accepted write returned no metadata.");
  }
  return metadataOf({
    id: room_id,
    version,
    locked: false,
    expired: false,
    trash_reason: null,
    stored_at,
    updated_at,
    last_activity_at,
    expires_at: written.expires_at,
  });
}

/**
 * Returns the refusal. If its code is `gone` or `locked`, also records it in the audit log of the newest room of that name, where the
 * room's owner sees it.
 */
export async function recordRoomRefusal(
  ctx: Context,
  attempt: WriteAttempt,
  refusal: RoomkeeperError,
): Promise<RoomkeeperError> {
  const { action, spaceId, name } = attempt;
  if (refusal.code !== "gone" && refusal.code !== "locked") return refusal;
  const { transaction, ...alone } = ctx;
  if (transaction) {
    transaction.afterwards.push(() => recordRoomRefusal(alone, attempt, refusal));
    return refusal;
  }
  const { rows } = await ctx.services.pool
    .query<{ id: string; owner_id: string | null }>(
      `select id, owner_id from room where space_id = $1 and kind = 'match' and name = $2
       order by created_at desc limit 1`,
      [spaceId, name],
    )
    .catch(() => ({ rows: [] }));
  const [room] = rows;
  await recordRefusal(ctx, {
    action,
    code: refusal.code,
    spaceId,
    ...(room
      ? { room: { spaceId, id: room.id, name, ownerId: room.owner_id } }
      : { subject: name }),
    detail: refusal.details.reason === undefined ? undefined : { reason: refusal.details.reason },
  });
  return refusal;
}
