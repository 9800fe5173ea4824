import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { replayDelivery } from "@/lib/webhooks/replay-delivery";

export const POST = handleForm({
  schema: z.object({ id: z.string(), deliveryId: z.string() }),
  async run(ctx, input) {
    await replayDelivery(ctx, input);
    return { message: "It is sent again with the same id." };
  },
});
