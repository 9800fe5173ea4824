import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { processContext } from "@/lib/runtime/process-context";
import { NOBODYS, requireRoomAction } from "./room-policy";
import { type RoomRecord, readRoomRecord } from "./room-record";

/**
 * One room by its id, open or in the trash. Throws `not_found` when there is none or it is somebody else's, `banned` or
 * `unauthorized` when the person may look after no room at all.
 */
export async function findRoom(ctx: Context, input: { roomId: string }): Promise<RoomRecord> {
  const room = await readRoomRecord(processContext().pool, input.roomId);
  requireRoomAction(ctx.actor, "see", room ?? NOBODYS);
  if (!room) throw new RoomkeeperError("not_found", "There is no such room.");
  return room;
}
