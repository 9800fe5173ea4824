import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { changeRoom } from "./change-room";
import { removeRoom } from "./remove-room";

export interface PurgedRoom {
  id: string;
  name: string;
}

/**
 * Removes a room from the trash for good. Its tombstone stays to refuse stale saves, and a line in the audit log.
 * Refuses with `conflict` when the room is open.
 */
export async function purgeRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<PurgedRoom> {
  const request = { ...input, action: "purge", takesName: true } as const;
  return changeRoom(ctx, request, async ({ tx, room, status }) => {
    if (status === "open") {
      throw new RoomkeeperError("conflict", "This room is open. Move it to the trash first.");
    }
    await removeRoom(tx, room);
    const detail = { ratings: room.ratingCount, matches: room.matchCount };
    return { result: { id: room.id, name: room.name }, detail };
  });
}
