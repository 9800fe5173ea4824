import { z } from "zod";
import { EXTENSION_DAYS } from "@/lib/expiry/expiry";
import { extendRoom } from "@/lib/expiry/extend-room";
import { handleForm } from "@/lib/web/handle-form";
import { extendedReply } from "@/lib/web/room-replies";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    days: z.coerce.number().pipe(z.literal(EXTENSION_DAYS)),
  }),
  async run(ctx, { id, days }, { timeZone }) {
    return extendedReply(await extendRoom(ctx, { roomId: id, days }), timeZone);
  },
});
