import { actorIdOf } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { notFarAheadSql } from "@/lib/core/moment";
import { findRoom } from "@/lib/rooms/find-room";
import type { RoomRecord } from "@/lib/rooms/room-record";
import type { Context } from "@/lib/runtime/context";
import type { Analytics } from "./figures";
import { type AnalyticsInput, readAnalytics } from "./get-analytics";

export interface RoomAnalytics extends Analytics {
  room: RoomRecord;
  /** The time from the room's opening to its first match, in any period; negative if the match is older, null if there is none. */
  roomFirstMatchMs: number | null;
}

/** Returns the figures of one room, open or in the trash. Throws `not_found` for a room of another kind or of somebody else. */
export async function getRoomAnalytics(
  ctx: Context,
  input: Omit<AnalyticsInput, "whose"> & { roomId: string },
): Promise<RoomAnalytics> {
  const room = await findRoom(ctx, input);
  if (room.kind !== "match") throw new RoomkeeperError("not_found", "There is no such room.");
  const askerId = actorIdOf(ctx.actor) ?? "";
  const [figures, first] = await Promise.all([
    readAnalytics(ctx, askerId, input, null, room.id),
    ctx.services.pool.query<{ first_ms: string | null }>(
      `select min(matched_at_ms) as first_ms from room_match
       where space_id = $1 and room_id = $2 and ${notFarAheadSql("matched_at_ms")}`,
      [room.spaceId, room.id],
    ),
  ]);
  const firstMs = first.rows[0]?.first_ms ?? null;
  const openedMs = room.createdAt.getTime();
  const roomFirstMatchMs = firstMs === null ? null : Number(firstMs) - openedMs;
  return { ...figures, room, roomFirstMatchMs };
}
