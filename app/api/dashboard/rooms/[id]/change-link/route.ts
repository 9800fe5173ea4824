import { z } from "zod";
import { changeGroupLink } from "@/lib/match/group-link/change-group-link";
import { LINK_ENDS } from "@/lib/match/group-link/group-link";
import { linkShownReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    end: z.enum(["same", ...LINK_ENDS]).transform((end) => (end === "same" ? null : end)),
    names: z.enum(["yes", "no"]).default("no"),
  }),
  async run(ctx, { id, end, names }, { timeZone }) {
    const showsNames = names === "yes";
    return linkShownReply(await changeGroupLink(ctx, { roomId: id, end, timeZone, showsNames }));
  },
});
