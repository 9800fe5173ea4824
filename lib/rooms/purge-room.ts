import { RoomkeeperError } from "@/lib/core/errors";
import { isTypedName } from "@/lib/core/typed-name";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import { removeRoom } from "./remove-room";

export interface PurgedRoom {
  id: string;
  name: string;
}

/**
 * Deletes a room in the trash permanently. Its tombstone stays, so that stale saves are refused, and so do its rows in the audit log and
 * the events. Throws `conflict` if the room is open.
 *
 * @param input.typedName the name that the person typed to confirm; throws `invalid_request` if `isTypedName` does not accept it. Leave
 *   it out if the person confirmed in another way, as for a bulk change.
 */
export async function purgeRoom(
  ctx: Context,
  input: { roomId: string; typedName?: string; bulk?: string },
): Promise<PurgedRoom> {
  const request = { ...input, action: "purge", locksName: true } as const;
  return changeRoom(ctx, request, async ({ tx, room, status }) => {
    if (status === "open") {
      throw new RoomkeeperError("conflict", "This room is open. Move it to the trash first.");
    }
    if (input.typedName !== undefined && !isTypedName(input.typedName, room.name)) {
      const message = "That is not the room's name. Nothing was removed.";
      throw new RoomkeeperError("invalid_request", message, {
        fields: [{ pointer: "/typedName", message }],
      });
    }
    await removeRoom(tx, room);
    const detail = { ratings: room.ratingCount, matches: room.matchCount };
    return { result: { id: room.id, name: room.name }, detail };
  });
}
