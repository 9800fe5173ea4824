import { z } from "zod";
import { handleForm } from "@/lib/web/handle-form";
import { forgottenSecretCookie } from "@/lib/web/shown-secret";

/** Puts the new secret away: from here on nothing and nobody can show it again. */
export const POST = handleForm({
  schema: z.object({}),
  run: async () => ({ cookies: [forgottenSecretCookie()], redirectTo: "/admin/webhooks" }),
});
