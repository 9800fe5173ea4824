import { z } from "zod";
import { sessionCookies, sessionIdOf } from "@/lib/sessions/session-cookie";
import { spendSignInLink } from "@/lib/sign-in/spend-sign-in-link";
import { handleForm } from "@/lib/web/forms/handle-form";
import { DROPPED, UNFINISHED } from "@/lib/web/forms/keep-for-sign-in";
import { zoneNamedBy } from "@/lib/web/pages/zone-cookie";

/** Uses up the one-time link. It is a POST, so that a link preview in a chat does not use it up. */
export const POST = handleForm({
  schema: z.object({ code: z.string().min(1).max(200) }),
  who: "anyone",
  async run(ctx, { code }, { request }) {
    const userAgent = request.headers.get("user-agent");
    const cookie = request.headers.get("cookie");
    const formerSessionId = await sessionIdOf(cookie);
    const timeZone = zoneNamedBy(cookie);
    const session = await spendSignInLink(ctx, { code, userAgent, formerSessionId, timeZone });
    const dropped = session.kept === "dropped" ? ` ${DROPPED}` : "";
    return {
      message: `Signed in from the console, as admin.${dropped}`,
      cookies: await sessionCookies(request.headers, session),
      sessionId: session.sessionId,
      redirectTo: session.kept === "kept" ? UNFINISHED : "/",
    };
  },
});
