import { z } from "zod";
import { quoteName } from "@/lib/core/quote-name";
import { createSpace } from "@/lib/spaces/create-space";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ name: z.string() }),
  async run(ctx, input) {
    const space = await createSpace(ctx, { name: input.name.trim() });
    return { message: `The space ${quoteName(space.name)} is open.`, data: space };
  },
});
