import { makeGroupLink } from "@/lib/match/group-link/make-group-link";
import { linkShownReply } from "@/lib/web/api/room-replies";
import { groupLinkFields } from "@/lib/web/forms/group-link-fields";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Makes a link for the group; one that the room has already ends. */
export const POST = handleForm({
  schema: groupLinkFields,
  async run(ctx, { id, end, names }, { timeZone }) {
    const showsNames = names === "yes";
    return linkShownReply(await makeGroupLink(ctx, { roomId: id, end, timeZone, showsNames }));
  },
});
