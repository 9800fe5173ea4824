import { z } from "zod";
import { dropKeptChange } from "@/lib/sessions/kept-change";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Forgets the change that waited for this sign-in. */
export const POST = handleForm({
  schema: z.object({}),
  async run(ctx, _input, { viewer }) {
    if (viewer) await dropKeptChange(ctx.services, viewer.sessionId);
    return { message: "Dropped. Nothing was changed." };
  },
});
