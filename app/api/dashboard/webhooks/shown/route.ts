import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { forgottenSecretCookies } from "@/lib/web/forms/shown-secret";

/** Puts the new secret away: from here on nothing and nobody can show it again. */
export const POST = handleForm({
  schema: z.object({}),
  async run(_ctx, _input, visit) {
    return { cookies: forgottenSecretCookies(visit), redirectTo: "/admin/webhooks" };
  },
});
