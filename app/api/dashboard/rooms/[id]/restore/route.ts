import { z } from "zod";
import { restoreRoom } from "@/lib/rooms/restore-room";
import { restoredReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return restoredReply(await restoreRoom(ctx, { roomId: id }));
  },
});
