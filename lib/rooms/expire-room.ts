import { actorIdOf } from "@/lib/core/actor";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import type { TrashedByPerson } from "./delete-room";
import { requireOpen } from "./require-open";
import { trashRoom } from "./trash-room";

/**
 * Expires a room now: it moves to the trash with the reason `expired`. Its expiry rule stays, so restoring the room also restores its
 * expiry. Throws `gone` if it is in the trash or has expired already.
 */
export async function expireRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<TrashedByPerson> {
  return changeRoom(ctx, { ...input, action: "expire" }, async ({ tx, room, status }) => {
    requireOpen(status);
    const purgeAt = await trashRoom(tx, room, "expired", actorIdOf(ctx.actor));
    return { result: { id: room.id, name: room.name, purgeAt } };
  });
}
