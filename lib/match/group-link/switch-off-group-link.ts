import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import type { ChangedLink } from "./group-link";
import { lockLink, noLinkIsOn } from "./lock-link";

/**
 * Switches the link of a room off: from now on its address shows nothing. Throws `conflict` if no link is on, and `gone` if the room is in
 * the trash or has expired, when its link shows nothing anyway.
 */
export async function switchOffGroupLink(
  ctx: Context,
  input: { roomId: string },
): Promise<ChangedLink> {
  const { roomId } = input;
  const request = { roomId, action: "switch-off-link" } as const;
  return changeRoom(ctx, request, async ({ tx, room, status, now }) => {
    requireOpen(status);
    const link = await lockLink(tx, room, now);
    if (link?.state !== "on") throw noLinkIsOn();
    await tx.query("update room_link set off_at = $3 where space_id = $1 and room_id = $2", [
      ...[room.spaceId, room.id, now],
    ]);
    return { result: { roomId, showsNames: link.showsNames, endsAt: link.endsAt } };
  });
}
