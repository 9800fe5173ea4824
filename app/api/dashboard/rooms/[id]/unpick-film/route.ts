import { z } from "zod";
import { unpickFilm } from "@/lib/match/shortlist/unpick-film";
import { unpickedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    return unpickedReply(await unpickFilm(ctx, { roomId: id }));
  },
});
