import { z } from "zod";
import { markWatched } from "@/lib/match/shortlist/mark-watched";
import { markedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), mediaId: z.string() }),
  async run(ctx, { id, mediaId }) {
    return markedReply(await markWatched(ctx, { roomId: id, mediaId }));
  },
});
