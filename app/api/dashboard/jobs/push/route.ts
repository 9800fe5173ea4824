import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { sendPushesNow } from "@/lib/warnings/send-pushes-now";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    const pushes = await sendPushesNow(ctx);
    if (!pushes) return { message: "No message was due." };
    const { sent, problems } = pushes;
    if (problems[0]) return { message: problems[0], tone: "problem", data: pushes };
    return { message: `${counted(sent, "message")} sent.`, data: pushes };
  },
});
