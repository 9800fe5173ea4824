import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { enableWebhook } from "@/lib/webhooks/enable-webhook";

export const POST = handleForm({
  schema: z.object({ id: z.string(), from: z.enum(["now", "missed"]) }),
  async run(ctx, input) {
    await enableWebhook(ctx, input);
    const told = input.from === "now" ? "from now on" : "again, with what it missed";
    return { message: `The webhook is on: it is told ${told}.` };
  },
});
