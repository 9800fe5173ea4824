import { z } from "zod";
import { EXTENSION_DAYS } from "@/lib/rooms/expiry";
import { extendRoom } from "@/lib/rooms/extend-room";
import { extendedReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    days: z.coerce.number().pipe(z.literal(EXTENSION_DAYS)),
  }),
  async run(ctx, { id, days }, { timeZone }) {
    return extendedReply(await extendRoom(ctx, { roomId: id, days }), timeZone);
  },
});
