import { z } from "zod";
import { acknowledgeSessions } from "@/lib/sessions/acknowledge-sessions";
import { handleForm } from "@/lib/web/forms/handle-form";

/** "That was me": stops telling this account about its other browsers. */
export const POST = handleForm({
  schema: z.object({}),
  async run(ctx, _input, { viewer }) {
    await acknowledgeSessions(ctx, { from: viewer?.sessionId ?? "" });
    return {};
  },
});
