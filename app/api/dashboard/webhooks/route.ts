import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { shownSecretCookie } from "@/lib/web/forms/shown-secret";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { hostOf } from "@/lib/webhooks/webhook";
import { webhookFormSchema } from "@/lib/webhooks/webhook-schema";

/** Makes a webhook. A page shows its secret once, by a sealed cookie; a script gets it in the reply. */
export const POST = handleForm({
  schema: webhookFormSchema.extend({ spaceId: z.string() }),
  async run(ctx, input, visit) {
    const { id, secret, url } = await createWebhook(ctx, input);
    const message = `${hostOf(url)} receives events from now on.`;
    if (visit.request.headers.get("accept")?.includes("json"))
      return { message, data: { id, secret } };
    const shown = { id, secret, host: hostOf(url), isRotated: false };
    return { message, cookies: [shownSecretCookie(visit, shown)], redirectTo: "/admin/webhooks" };
  },
});
