import { z } from "zod";
import { switchOnGroupLink } from "@/lib/match/group-link/switch-on-group-link";
import { linkOnReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }, { timeZone }) {
    return linkOnReply(await switchOnGroupLink(ctx, { roomId: id }), timeZone);
  },
});
