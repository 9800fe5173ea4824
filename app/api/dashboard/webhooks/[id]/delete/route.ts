import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    await deleteWebhook(ctx, input);
    return { message: "The webhook is deleted.", redirectTo: "/admin/webhooks" };
  },
});
