import { z } from "zod";
import { quoteName } from "@/lib/core/quote-name";
import { urlPart } from "@/lib/core/url-part";
import { unbanPerson } from "@/lib/people/unban-person";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { name, reason } = await unbanPerson(ctx, input);
    const action = `/api/dashboard/people/${urlPart(input.id)}/ban`;
    return {
      message: `${quoteName(name)} is no longer banned.`,
      undo: { action, fields: { reason, made: "keep" } },
    };
  },
});
