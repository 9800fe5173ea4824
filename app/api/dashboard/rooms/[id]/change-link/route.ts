import { changeGroupLink } from "@/lib/match/group-link/change-group-link";
import { linkShownReply } from "@/lib/web/api/room-replies";
import { groupLinkFields } from "@/lib/web/forms/group-link-fields";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: groupLinkFields,
  async run(ctx, { id, end, names }, { timeZone }) {
    const showsNames = names === "yes";
    return linkShownReply(await changeGroupLink(ctx, { roomId: id, end, timeZone, showsNames }));
  },
});
