import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { requireRoomAction, UNKNOWN_ROOM } from "./room-policy";
import { type RoomRecord, readRoomRecord } from "./room-record";

/**
 * Returns a room by its id, open or in the trash. Throws `not_found` if there is none or it belongs to somebody else, and `banned` or
 * `unauthorized` if the actor may not see any room.
 */
export async function findRoom(ctx: Context, input: { roomId: string }): Promise<RoomRecord> {
  const room = await readRoomRecord(ctx.services.pool, input.roomId, ctx.services);
  requireRoomAction(ctx.actor, "see", room ?? UNKNOWN_ROOM);
  if (!room) throw new RoomkeeperError("not_found", "There is no such room.");
  return room;
}
