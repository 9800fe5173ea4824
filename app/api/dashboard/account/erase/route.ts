import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { isTypedName } from "@/lib/core/typed-name";
import { eraseAccount } from "@/lib/people/erase-account";
import { endedSessionCookies } from "@/lib/sessions/session-cookie";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Erases the account. The form requires the account's name, because this cannot be undone. */
export const POST = handleForm({
  schema: z.object({ name: z.string() }),
  async run(ctx, { name }, { viewer, request }) {
    if (!viewer || !isTypedName(name, viewer.name)) {
      const message = "The typed name is not the account’s name, so nothing was erased.";
      throw new RoomkeeperError("invalid_request", message);
    }
    await eraseAccount(ctx);
    return {
      message: "Your account data is erased.",
      cookies: await endedSessionCookies(request.headers),
      sessionId: null,
      redirectTo: "/sign-in",
    };
  },
});
