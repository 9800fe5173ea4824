import { z } from "zod";
import { unmarkWatched } from "@/lib/match/shortlist/unmark-watched";
import { unmarkedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), mediaId: z.string() }),
  async run(ctx, { id, mediaId }) {
    return unmarkedReply(await unmarkWatched(ctx, { roomId: id, mediaId }));
  },
});
