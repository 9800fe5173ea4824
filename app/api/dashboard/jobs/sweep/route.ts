import { z } from "zod";
import { runSweeperNow } from "@/lib/sweeper/run-sweeper-now";
import { handleForm } from "@/lib/web/forms/handle-form";
import { sweptReply } from "@/lib/web/forms/sweep-reply";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    return sweptReply(await runSweeperNow(ctx));
  },
});
