import { z } from "zod";
import { expireRoom } from "@/lib/rooms/expire-room";
import { trashedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return trashedReply(await expireRoom(ctx, { roomId: id }));
  },
});
