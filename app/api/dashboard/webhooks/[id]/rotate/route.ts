import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { shownSecretCookie } from "@/lib/web/forms/shown-secret";
import { rotateWebhookSecret } from "@/lib/webhooks/rotate-webhook-secret";
import { hostOf } from "@/lib/webhooks/webhook";

/** Rotates the secret of a webhook. A page shows it once, from an encrypted cookie; a script gets it in the reply. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input, visit) {
    const { secret, url } = await rotateWebhookSecret(ctx, input);
    const message = "The secret is rotated. The former one also signs for a day.";
    if (visit.request.headers.get("accept")?.includes("json")) return { message, data: { secret } };
    const shown = { id: input.id, secret, host: hostOf(url), isRotated: true };
    return { message, cookies: [shownSecretCookie(visit, shown)], redirectTo: "/admin/webhooks" };
  },
});
