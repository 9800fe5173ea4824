import { changeRoom } from "@/lib/rooms/change-room";
import { requireOpen } from "@/lib/rooms/require-open";
import type { Context } from "@/lib/runtime/context";
import { type ChangedLink, endOfLink, type LinkEnd } from "./group-link";
import { lockLink, noLinkIsOn } from "./lock-link";

/**
 * Changes what the link of a room shows, and until when; its address stays the same.
 * @param input.end null to leave its end as it is
 *
 * Throws `conflict` if no link is on, and `gone` if the room is in the trash or has expired.
 */
export async function changeGroupLink(
  ctx: Context,
  input: { roomId: string; end: LinkEnd | null; timeZone: string; showsNames: boolean },
): Promise<ChangedLink> {
  const { roomId, end, timeZone, showsNames } = input;
  return changeRoom(ctx, { roomId, action: "change-link" }, async ({ tx, room, status, now }) => {
    requireOpen(status);
    const link = await lockLink(tx, room, now);
    if (link?.state !== "on") throw noLinkIsOn();
    const endsAt = end === null ? link.endsAt : endOfLink(end, timeZone, now);
    await tx.query(
      "update room_link set shows_names = $3, ends_at = $4 where space_id = $1 and room_id = $2",
      [room.spaceId, room.id, showsNames, endsAt],
    );
    return {
      result: { roomId, showsNames, endsAt },
      detail: { showsNames, endsAt: endsAt.toISOString() },
    };
  });
}
