import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { sendMailsNow } from "@/lib/warnings/send-mails-now";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    const mails = await sendMailsNow(ctx);
    if (!mails) return { message: "No mail was due." };
    const { sent, problems } = mails;
    if (problems[0]) return { message: problems[0], tone: "problem", data: mails };
    return { message: `${counted(sent, "mail")} sent.`, data: mails };
  },
});
