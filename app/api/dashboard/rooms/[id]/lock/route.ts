import { z } from "zod";
import { lockRoom } from "@/lib/rooms/lock-room";
import { lockedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), reason: z.string().optional() }),
  async run(ctx, { id, reason }) {
    return lockedReply(await lockRoom(ctx, { roomId: id, reason }));
  },
});
