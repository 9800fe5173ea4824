import { z } from "zod";
import { unlockRoom } from "@/lib/rooms/unlock-room";
import { unlockedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return unlockedReply(await unlockRoom(ctx, { roomId: id }));
  },
});
