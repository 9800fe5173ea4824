import { z } from "zod";
import { setExpiry } from "@/lib/expiry/set-expiry";
import { handleForm } from "@/lib/web/handle-form";
import { expirySetReply } from "@/lib/web/room-replies";

const absent = z.literal("").transform(() => undefined);

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    kind: z.enum(["house", "idle", "date", "never"]),
    days: absent.or(z.coerce.number()).optional(),
    until: absent.or(z.string().max(40)).optional(),
    keepUntil: absent.or(z.iso.datetime()).optional(),
  }),
  async run(ctx, { id, ...rule }) {
    return expirySetReply(await setExpiry(ctx, { roomId: id, ...rule }));
  },
});
