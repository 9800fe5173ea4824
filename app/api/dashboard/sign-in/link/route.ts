import { z } from "zod";
import { spendSignInLink } from "@/lib/people/spend-sign-in-link";
import { sessionCookies, sessionIdOf } from "@/lib/sessions/session-cookie";
import { handleForm } from "@/lib/web/forms/handle-form";
import { DROPPED, UNFINISHED } from "@/lib/web/forms/keep-for-sign-in";

/** Spends the one-time link. A POST, so that a preview of the link in a chat does not spend it. */
export const POST = handleForm({
  schema: z.object({ code: z.string().min(1).max(200) }),
  who: "anyone",
  async run(ctx, { code }, { request }) {
    const userAgent = request.headers.get("user-agent");
    const formerSessionId = await sessionIdOf(request.headers.get("cookie"));
    const session = await spendSignInLink(ctx, { code, userAgent, formerSessionId });
    const dropped = session.kept === "dropped" ? ` ${DROPPED}` : "";
    return {
      message: `Signed in from the console, as admin.${dropped}`,
      cookies: await sessionCookies(request.headers, session),
      sessionId: session.sessionId,
      redirectTo: session.kept === "kept" ? UNFINISHED : "/",
    };
  },
});
