import { RoomkeeperError } from "@/lib/core/errors";
import type { Context } from "@/lib/runtime/context";
import { NOBODYS, requireRoomAction } from "./room-policy";
import { type RoomRecord, readRoomRecord } from "./room-record";

/**
 * One room by its id, open or in the trash. Throws `not_found` when there is none or it is somebody else's, `banned` or
 * `unauthorized` when the person may look after no room at all.
 */
export async function findRoom(ctx: Context, input: { roomId: string }): Promise<RoomRecord> {
  const room = await readRoomRecord(ctx.services.pool, input.roomId, ctx.services);
  requireRoomAction(ctx.actor, "see", room ?? NOBODYS);
  if (!room) throw new RoomkeeperError("not_found", "There is no such room.");
  return room;
}
