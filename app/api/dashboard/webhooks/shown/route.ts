import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { forgottenSecretCookies } from "@/lib/web/forms/shown-secret";

/** Deletes the cookie with the new secret. After that nobody can see the secret again. */
export const POST = handleForm({
  schema: z.object({}),
  async run(_ctx, _input, visit) {
    return { cookies: forgottenSecretCookies(visit), redirectTo: "/admin/webhooks" };
  },
});
