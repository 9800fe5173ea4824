import { z } from "zod";
import { deleteRoom } from "@/lib/rooms/delete-room";
import { handleForm } from "@/lib/web/handle-form";
import { trashedReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return trashedReply(await deleteRoom(ctx, { roomId: id }));
  },
});
