import type pg from "pg";
import { RoomkeeperError } from "@/lib/core/errors";
import type { LinkSettings } from "./group-link";

/** A room's link: on, switched off, or over. A link that was switched off can be over, too. */
export interface LockedLink extends LinkSettings {
  state: "on" | "off" | "over";
}

/** Reads and locks the link of a room whose row the caller has locked; null if the room never had one. */
export async function lockLink(
  tx: pg.PoolClient,
  room: { spaceId: string; id: string },
  now: Date,
): Promise<LockedLink | null> {
  const { rows } = await tx.query<LinkSettings & { offAt: Date | null }>(
    `select shows_names as "showsNames", ends_at as "endsAt", off_at as "offAt" from room_link
     where space_id = $1 and room_id = $2 for update`,
    [room.spaceId, room.id],
  );
  const [link] = rows;
  if (!link) return null;
  const { offAt, ...settings } = link;
  return { ...settings, state: settings.endsAt <= now ? "over" : offAt ? "off" : "on" };
}

export function noLinkIsOn(): RoomkeeperError {
  return new RoomkeeperError("conflict", "No link to this room is on. Make a new one.");
}
