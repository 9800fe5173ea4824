import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { sendTestWebhook } from "@/lib/webhooks/send-test-webhook";

/** Sends a test message and reports the result. A test that fails is a normal reply, not an error. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { status, error, tookMs } = await sendTestWebhook(ctx, input);
    const data = { status, error, tookMs };
    if (error)
      return { message: `The test message was not delivered. ${error}`, tone: "problem", data };
    return {
      message: `The test message was delivered: the address answered ${status} after ${tookMs} ms.`,
      data,
    };
  },
});
