import { z } from "zod";
import { banPerson } from "@/lib/people/ban-person";
import { handleForm } from "@/lib/web/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), reason: z.string() }),
  async run(ctx, input) {
    const { name } = await banPerson(ctx, input);
    const undo = {
      action: `/api/dashboard/people/${encodeURIComponent(input.id)}/unban`,
      fields: {},
    };
    return { message: `“${name}” is banned.`, undo };
  },
});
