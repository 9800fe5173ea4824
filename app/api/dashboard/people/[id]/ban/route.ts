import { z } from "zod";
import { quoteName } from "@/lib/core/quote-name";
import { urlPart } from "@/lib/core/url-part";
import { banPerson } from "@/lib/people/ban-person";
import { CREATIONS_CHOICES } from "@/lib/people/revoke-or-keep-creations";
import { handleForm } from "@/lib/web/forms/handle-form";
import { settledSentence } from "@/lib/web/forms/settled-sentence";

export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    reason: z.string(),
    made: z.enum(CREATIONS_CHOICES).optional(),
  }),
  async run(ctx, input) {
    const { name, settled } = await banPerson(ctx, input);
    const undo = {
      action: `/api/dashboard/people/${urlPart(input.id)}/unban`,
      fields: {},
    };
    return { message: `${quoteName(name)} is banned.${settledSentence(settled)}`, undo };
  },
});
