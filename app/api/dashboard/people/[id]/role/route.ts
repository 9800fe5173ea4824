import { z } from "zod";
import { quoteName } from "@/lib/core/quote-name";
import { urlPart } from "@/lib/core/url-part";
import { CREATIONS_CHOICES } from "@/lib/people/revoke-or-keep-creations";
import { setRole } from "@/lib/people/set-role";
import { handleForm } from "@/lib/web/forms/handle-form";
import { settledSentence } from "@/lib/web/forms/settled-sentence";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    role: z.enum(["owner", "admin"]),
    made: z.enum(CREATIONS_CHOICES).optional(),
  }),
  async run(ctx, input) {
    const { name, before, settled } = await setRole(ctx, input);
    const is = input.role === "admin" ? "is an admin now." : "is no longer an admin.";
    const message = `${quoteName(name)} ${is}${settledSentence(settled)}`;
    if (before === input.role) return { message };
    const action = `/api/dashboard/people/${urlPart(input.id)}/role`;
    // The undo does not ask about the tokens and webhooks that the account made, so it keeps them.
    return { message, undo: { action, fields: { role: before, made: "keep" } } };
  },
});
