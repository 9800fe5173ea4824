import { z } from "zod";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { handleForm } from "@/lib/web/handle-form";
import { restoredReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return restoredReply(await restoreRoom(ctx, { roomId: id }));
  },
});
