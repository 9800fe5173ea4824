import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { handleForm } from "@/lib/web/forms/handle-form";
import { replaySince } from "@/lib/webhooks/replay-since";
import { replaySinceSchema } from "@/lib/webhooks/webhook-schema";

export const POST = handleForm({
  schema: z.object({ id: z.string(), since: replaySinceSchema }),
  async run(ctx, input) {
    const { messages } = await replaySince(ctx, input);
    const done = messages === 1 ? "is sent again." : "are sent again.";
    return { message: `${counted(messages, "message")} ${done}`, data: { messages } };
  },
});
