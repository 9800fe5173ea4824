import { requireRoomAction } from "@/lib/rooms/room-policy";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import { type LinkSettings, placeOfToken } from "./group-link";

/** The link of a room, for those who may change it. */
export interface GroupLink extends LinkSettings {
  /** Null if it was sealed with a secret that this instance does not have any more. */
  token: string | null;
}

interface LinkRow extends LinkSettings {
  tokenSealed: string;
}

/** Reads the link of a room while it is on; null otherwise. The room comes from `findRoom`. Throws the refusal of a change of the link. */
export async function getGroupLink(
  ctx: Context,
  input: { room: RoomRecord },
): Promise<GroupLink | null> {
  const { room } = input;
  requireRoomAction(ctx.actor, "change-link", room);
  const { rows } = await ctx.services.pool.query<LinkRow>(
    `select token_sealed as "tokenSealed", shows_names as "showsNames", ends_at as "endsAt" from room_link
     where space_id = $1 and room_id = $2 and off_at is null and ends_at > clock_timestamp()`,
    [room.spaceId, room.id],
  );
  const [link] = rows;
  if (!link) return null;
  const { tokenSealed, ...settings } = link;
  const box = ctx.services.secretBox;
  const token = box.knows(tokenSealed) ? box.open(tokenSealed, placeOfToken(room)) : null;
  return { ...settings, token };
}
