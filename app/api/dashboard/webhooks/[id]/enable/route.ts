import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { enableWebhook } from "@/lib/webhooks/enable-webhook";

export const POST = handleForm({
  schema: z.object({ id: z.string(), from: z.enum(["now", "missed"]) }),
  async run(ctx, input) {
    await enableWebhook(ctx, input);
    const events = input.from === "now" ? "new events" : "the events that it missed, and new ones";
    return { message: `The webhook is on. It receives ${events}.` };
  },
});
