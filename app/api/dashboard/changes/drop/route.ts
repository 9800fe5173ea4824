import { z } from "zod";
import { dropKeptChange } from "@/lib/sessions/kept-change";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Discards the change that waited for this sign-in. */
export const POST = handleForm({
  schema: z.object({}),
  async run(ctx, _input, { viewer }) {
    if (viewer) await dropKeptChange(ctx.services, viewer.sessionId);
    return { message: "The change is discarded. Nothing was changed." };
  },
});
