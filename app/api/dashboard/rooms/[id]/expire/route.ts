import { z } from "zod";
import { expireRoom } from "@/lib/expiry/expire-room";
import { handleForm } from "@/lib/web/handle-form";
import { trashedReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return trashedReply(await expireRoom(ctx, { roomId: id }));
  },
});
