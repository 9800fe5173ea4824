import { z } from "zod";
import { endSession } from "@/lib/sessions/end-session";
import { handleForm } from "@/lib/web/handle-form";
import { endedSessionCookie } from "@/lib/web/session-cookies";

/** Signs this browser out; with `again`, straight to the sign-in page's "another account". */
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
