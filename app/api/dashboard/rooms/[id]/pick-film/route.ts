import { z } from "zod";
import { pickFilm } from "@/lib/match/shortlist/pick-film";
import { pickedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

const text = z.string().optional();

export const POST = handleForm({
  schema: z.object({
    ...{ id: z.string(), mediaId: text, length: text, genre: text, watched: text },
    here: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  async run(ctx, { id, mediaId, ...asked }, { timeZone }) {
    return pickedReply(await pickFilm(ctx, { roomId: id, mediaId, asked, timeZone }));
  },
});
