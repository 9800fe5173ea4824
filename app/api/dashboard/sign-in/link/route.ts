import { z } from "zod";
import { spendSignInLink } from "@/lib/people/spend-sign-in-link";
import { handleForm } from "@/lib/web/handle-form";
import { sessionCookieFor } from "@/lib/web/session-cookies";

/** Spends the one-time link. A POST, so that a preview of the link in a chat does not spend it. */
export const POST = handleForm({
  schema: z.object({ code: z.string().min(1).max(200) }),
  who: "anyone",
  async run(ctx, { code }, { request }) {
    const userAgent = request.headers.get("user-agent");
    const session = await spendSignInLink(ctx, { code, userAgent });
    return {
      message: "Signed in from the console, as admin.",
      cookies: [await sessionCookieFor(session)],
      redirectTo: "/",
    };
  },
});
