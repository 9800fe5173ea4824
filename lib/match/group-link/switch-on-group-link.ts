import { RoomkeeperError } from "@/lib/core/errors";
import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import type { ChangedLink } from "./group-link";
import { lockLink } from "./lock-link";

/**
 * Switches a link on again that was switched off, with the same address, names and end. Throws `conflict` if there is none or its time is
 * over, and `gone` if the room is in the trash or has expired.
 */
export async function switchOnGroupLink(
  ctx: Context,
  input: { roomId: string },
): Promise<ChangedLink> {
  const { roomId } = input;
  const request = { roomId, action: "switch-on-link" } as const;
  return changeRoom(ctx, request, async ({ tx, room, status, now }) => {
    requireOpen(status);
    const link = await lockLink(tx, room, now);
    if (link?.state !== "off") {
      throw new RoomkeeperError("conflict", "This room has no link that was switched off.");
    }
    await tx.query("update room_link set off_at = null where space_id = $1 and room_id = $2", [
      ...[room.spaceId, room.id],
    ]);
    return { result: { roomId, showsNames: link.showsNames, endsAt: link.endsAt } };
  });
}
