import { z } from "zod";
import { unlockRoom } from "@/lib/rooms/unlock-room";
import { handleForm } from "@/lib/web/handle-form";
import { unlockedReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return unlockedReply(await unlockRoom(ctx, { roomId: id }));
  },
});
