import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { handleForm } from "@/lib/web/handle-form";
import { endedSessionCookie } from "@/lib/web/session-cookies";
import { processContext } from "@/lib/wire/process-context";

/** Signs this browser out; with `again`, straight to the sign-in page's "another account". */
export const POST = handleForm({
  schema: z.object({}),
  who: "even-banned",
  async run(ctx, _input, { viewer }) {
    if (viewer) await revokeSession(viewer.sessionId);
    await recordAudit(processContext().pool, ctx, { action: "session.end", outcome: "done" });
    return {
      message: "Signed out. The rooms stay as they are.",
      cookies: [endedSessionCookie()],
      redirectTo: "/sign-in",
    };
  },
});
