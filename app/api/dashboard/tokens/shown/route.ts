import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { forgottenTokenCookies } from "@/lib/web/forms/shown-token";

/** Puts the new token away: from here on nothing and nobody can show it again. */
export const POST = handleForm({
  schema: z.object({}),
  async run(_ctx, _input, visit) {
    return { cookies: forgottenTokenCookies(visit), redirectTo: "/admin/tokens" };
  },
});
