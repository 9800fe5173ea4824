import { z } from "zod";
import { endSession } from "@/lib/sessions/end-session";
import { endedSessionCookies } from "@/lib/sessions/session-cookie";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Signs this browser out. A banned account may do this too. */
export const POST = handleForm({
  schema: z.object({}),
  who: "even-banned",
  async run(ctx, _input, { viewer, request }) {
    await endSession(ctx, { sessionId: viewer?.sessionId ?? null });
    return {
      message: "Signed out. The rooms stay as they are.",
      cookies: await endedSessionCookies(request.headers),
      sessionId: null,
      redirectTo: "/sign-in",
    };
  },
});
