import { z } from "zod";
import { purgeRoom } from "@/lib/rooms/purge-room";
import { purgedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), typedName: z.string() }),
  async run(ctx, { id, typedName }, { returnTo }) {
    return purgedReply(await purgeRoom(ctx, { roomId: id, typedName }), returnTo);
  },
});
