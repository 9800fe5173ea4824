import { z } from "zod";
import { switchOffGroupLink } from "@/lib/match/group-link/switch-off-group-link";
import { linkOffReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return linkOffReply(await switchOffGroupLink(ctx, { roomId: id }));
  },
});
