import { actorIdOf } from "@/lib/core/actor";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import type { TrashedByPerson } from "./delete-room";
import { requireOpen } from "./require-open";
import { trashRoom } from "./trash-room";

/**
 * Lets a room leave now instead of on its day: it goes to the trash as expired. Its rule stays, so that restoring it puts
 * back when it would have left. Refuses with `gone` when it has left already.
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
