import { z } from "zod";
import { lockRoom } from "@/lib/rooms/lock-room";
import { handleForm } from "@/lib/web/handle-form";
import { lockedReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({ id: z.string(), reason: z.string().optional() }),
  async run(ctx, { id, reason }) {
    return lockedReply(await lockRoom(ctx, { roomId: id, reason }));
  },
});
