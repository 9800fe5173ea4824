import { z } from "zod";
import { wantMail } from "@/lib/warnings/want-mail";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ mail: z.enum(["on", "off"]) }),
  async run(ctx, { mail }) {
    const isWanted = mail === "on";
    await wantMail(ctx, { isWanted });
    const message = isWanted
      ? "You are told by e-mail when a room of yours leaves soon."
      : "You get no more mails about rooms that leave.";
    return { message };
  },
});
