import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { eraseAccount } from "@/lib/people/erase-account";
import { handleForm } from "@/lib/web/handle-form";
import { endedSessionCookie } from "@/lib/web/session-cookies";

/** Erases the account; the name is typed first, because this cannot be undone. */
export const POST = handleForm({
  schema: z.object({ name: z.string() }),
  async run(ctx, { name }, { viewer }) {
    if (name.trim() !== viewer?.name.trim()) {
      const message = "The name was not typed as it is written, so nothing was erased.";
      throw new RoomkeeperError("invalid_request", message);
    }
    await eraseAccount(ctx);
    return {
      message: "Your account data is erased.",
      cookies: [endedSessionCookie()],
      redirectTo: "/sign-in",
    };
  },
});
