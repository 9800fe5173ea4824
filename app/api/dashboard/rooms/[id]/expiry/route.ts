import { z } from "zod";
import { isTimeZone } from "@/lib/core/time-zone";
import { setExpiry } from "@/lib/rooms/set-expiry";
import { expirySetReply } from "@/lib/web/api/room-replies";
import { handleForm } from "@/lib/web/forms/handle-form";

const absent = z.literal("").transform(() => undefined);

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    kind: z.enum(["space", "idle", "date", "never"]),
    days: absent.or(z.coerce.number()).optional(),
    until: absent.or(z.string().max(40)).optional(),
    /** The time zone of the form. A day without a time ends at midnight in this zone. */
    timeZone: z.string().refine(isTimeZone, "is not a time zone").optional(),
    keepUntil: absent.or(z.iso.datetime()).optional(),
  }),
  async run(ctx, { id, timeZone: named, ...rule }, visit) {
    const timeZone = named ?? visit.timeZone;
    const set = await setExpiry(ctx, { roomId: id, timeZone, ...rule });
    return expirySetReply(set, timeZone);
  },
});
