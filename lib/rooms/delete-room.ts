import { actorIdOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import { trashRoom } from "./trash-room";

export interface TrashedByPerson {
  id: string;
  name: string;
  purgeAt: Date;
}

/**
 * Moves a room to the trash. From then on, its game server's saves are refused; `restoreRoom` restores everything. Throws `conflict` if
 * the room is in the trash already.
 */
export async function deleteRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<TrashedByPerson> {
  return changeRoom(ctx, { ...input, action: "delete" }, async ({ tx, room }) => {
    if (room.trashedAt) {
      throw new RoomkeeperError("conflict", "This room is in the trash already.");
    }
    const purgeAt = await trashRoom(tx, room, "deleted", actorIdOf(ctx.actor));
    return { result: { id: room.id, name: room.name, purgeAt } };
  });
}
