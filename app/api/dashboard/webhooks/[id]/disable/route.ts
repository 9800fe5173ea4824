import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { disableWebhook } from "@/lib/webhooks/disable-webhook";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input, { returnTo }) {
    await disableWebhook(ctx, input);
    const action = `/api/dashboard/webhooks/${input.id}/enable`;
    return {
      message: "The webhook is off. New messages wait until it is on again.",
      undo: { action, fields: { from: "missed", returnTo } },
    };
  },
});
