import { z } from "zod";
import { handleForm } from "@/lib/web/handle-form";
import { forgottenTokenCookie } from "@/lib/web/shown-token";

/** Puts the new token away: from here on nothing and nobody can show it again. */
export const POST = handleForm({
  schema: z.object({}),
  run: async () => ({ cookies: [forgottenTokenCookie()], redirectTo: "/admin/tokens" }),
});
