import { z } from "zod";
import { acknowledgeSessions } from "@/lib/sessions/acknowledge-sessions";
import { handleForm } from "@/lib/web/forms/handle-form";

/** "That was me": stops the notice about this account's new sign-ins. */
export const POST = handleForm({
  schema: z.object({}),
  async run(ctx, _input, { viewer }) {
    await acknowledgeSessions(ctx, { from: viewer?.sessionId ?? "" });
    return {};
  },
});
