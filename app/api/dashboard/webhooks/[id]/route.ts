import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { changeWebhook } from "@/lib/webhooks/change-webhook";
import { webhookFormSchema } from "@/lib/webhooks/webhook-schema";

export const POST = handleForm({
  schema: webhookFormSchema.extend({ id: z.string() }),
  async run(ctx, input) {
    await changeWebhook(ctx, input);
    return { message: "The webhook is changed. Waiting messages are sent with the new settings." };
  },
});
