import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";

export interface UnlockedRoom {
  id: string;
  name: string;
  /** The reason of the lock, with which it can be locked again. */
  before: { reason: string | null };
}

/** Unlocks a room, open or in the trash. Throws `conflict` if it is not locked. */
export async function unlockRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<UnlockedRoom> {
  return changeRoom(ctx, { ...input, action: "unlock" }, async ({ tx, room }) => {
    if (!room.lockedAt) throw new RoomkeeperError("conflict", "This room is not locked.");
    await tx.query(
      `update room set locked_at = null, locked_by = null, lock_reason = null,
         version = version + 1, updated_at = clock_timestamp() where space_id = $1 and id = $2`,
      [room.spaceId, room.id],
    );
    const before = { reason: room.lockReason };
    return { result: { id: room.id, name: room.name, before }, detail: { before } };
  });
}
