import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { forgottenTokenCookies } from "@/lib/web/forms/shown-token";

/** Deletes the cookie with the new token. After that nobody can see the token again. */
export const POST = handleForm({
  schema: z.object({}),
  async run(_ctx, _input, visit) {
    return { cookies: forgottenTokenCookies(visit), redirectTo: "/admin/tokens" };
  },
});
