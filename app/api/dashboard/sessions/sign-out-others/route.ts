import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { signOutOthers } from "@/lib/sessions/sign-out-others";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Signs out the other browsers of this account, or one of them. */
export const POST = handleForm({
  schema: z.object({ session: z.string().optional() }),
  async run(ctx, { session }, { viewer }) {
    const ended = await signOutOthers(ctx, { keep: viewer?.sessionId ?? "", only: session });
    if (ended === 0) return { message: "No other browser was signed in." };
    const browsers = `${counted(ended, "other browser")} ${ended === 1 ? "is" : "are"}`;
    return { message: `${browsers} signed out.` };
  },
});
