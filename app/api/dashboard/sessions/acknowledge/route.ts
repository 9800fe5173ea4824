import { z } from "zod";
import { acknowledgeSessions } from "@/lib/sessions/acknowledge-sessions";
import { handleForm } from "@/lib/web/handle-form";

/** "That was me": the other browsers of this account are no news any more. */
export const POST = handleForm({
  schema: z.object({}),
  async run(ctx, _input, { viewer }) {
    await acknowledgeSessions(ctx, { from: viewer?.sessionId ?? "" });
    return {};
  },
});
