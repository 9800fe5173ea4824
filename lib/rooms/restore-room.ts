import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { changeRoom } from "./change-room";
import { reopenRoom } from "./reopen-room";

export interface RestoredRoom {
  id: string;
  name: string;
  expiresAt: Date | null;
}

/**
 * Opens a room in the trash again, with everything in it. An expired room gets a new quiet period. Throws `name_taken` if another room of
 * that name is open, and `conflict` if this room is open.
 */
export async function restoreRoom(
  ctx: Context,
  input: { roomId: string; bulk?: string },
): Promise<RestoredRoom> {
  const request = { ...input, action: "restore", locksName: true } as const;
  return changeRoom(ctx, request, async ({ tx, room, status, now }) => {
    if (status === "open") throw new RoomkeeperError("conflict", "This room is open already.");
    const rule = await reopenRoom(tx, room, now);
    if (!rule) {
      throw new RoomkeeperError(
        "name_taken",
        "Another room of that name is open. Move that one to the trash first.",
      );
    }
    return { result: { id: room.id, name: room.name, expiresAt: rule.expiresAt } };
  });
}
