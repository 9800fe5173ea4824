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
 * Removes a room from the trash for good. Its tombstone stays to refuse stale saves, and its lines in the audit log and the events.
 * Refuses with `conflict` when the room is open.
 *
 * @param input.typedName the name as the person typed it to confirm, compared by `isTypedName`; refuses with `invalid_request` when it is another. Left
 *   out where the confirmation is another one, as for a whole selection.
 */
export async function purgeRoom(
  ctx: Context,
  input: { roomId: string; typedName?: string; bulk?: string },
): Promise<PurgedRoom> {
  const request = { ...input, action: "purge", takesName: true } as const;
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
