import { z } from "zod";
import { runSweeperNow } from "@/lib/expiry/run-sweeper-now";
import { handleForm } from "@/lib/web/handle-form";
import { sweptReply } from "@/lib/web/sweep-reply";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    return sweptReply(await runSweeperNow(ctx));
  },
});
