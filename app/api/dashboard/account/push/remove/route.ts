import { z } from "zod";
import { refusePush } from "@/lib/push/want-push";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string().min(1).max(100) }),
  async run(ctx, { id }) {
    await refusePush(ctx, { id });
    return { message: "This browser gets no more messages." };
  },
});
