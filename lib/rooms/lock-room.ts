import { actorIdOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import { requireOpen } from "./require-open";

export interface LockedRoom {
  id: string;
  name: string;
  reason: string | null;
  /** The previous lock, or null. */
  before: { reason: string | null } | null;
}

/**
 * Locks a room: until it is unlocked, nobody can join or rate. It can still expire. The owner sees the reason. Throws `invalid_request`
 * if somebody locks another person's room without a reason, and `gone` if the room is in the trash or has expired.
 */
export async function lockRoom(
  ctx: Context,
  input: { roomId: string; reason?: string; bulk?: string },
): Promise<LockedRoom> {
  return changeRoom(ctx, { ...input, action: "lock" }, async ({ tx, room, status }) => {
    requireOpen(status);
    const reason = input.reason?.trim() || null;
    const locker = actorIdOf(ctx.actor);
    if (!reason && locker !== room.ownerId) {
      throw new RoomkeeperError("invalid_request", "Give a reason: the owner will see it.", {
        fields: [{ pointer: "/reason", message: "Give a reason: the owner will see it." }],
      });
    }
    if (reason && (reason.length > LIMITS.reasonUnitsMax || !isStorableText(reason))) {
      const message = `A reason is at most ${LIMITS.reasonUnitsMax} characters of plain text.`;
      throw new RoomkeeperError("invalid_request", message, {
        fields: [{ pointer: "/reason", message }],
      });
    }
    await tx.query(
      `update room set locked_at = clock_timestamp(), locked_by = $3, lock_reason = $4,
         version = version + 1, updated_at = clock_timestamp() where space_id = $1 and id = $2`,
      [room.spaceId, room.id, locker ?? "system", reason],
    );
    const before = room.lockedAt ? { reason: room.lockReason } : null;
    return { result: { id: room.id, name: room.name, reason, before }, detail: { reason } };
  });
}
