import { z } from "zod";
import { endSession } from "@/lib/sessions/end-session";
import { handleForm } from "@/lib/web/handle-form";
import { endedSessionCookie } from "@/lib/web/session-cookies";

/** Signs this browser out. A banned account may do that too. */
export const POST = handleForm({
  schema: z.object({}),
  who: "even-banned",
  async run(ctx, _input, { viewer }) {
    await endSession(ctx, { sessionId: viewer?.sessionId ?? null });
    return {
      message: "Signed out. The rooms stay as they are.",
      cookies: [endedSessionCookie()],
      redirectTo: "/sign-in",
    };
  },
});
