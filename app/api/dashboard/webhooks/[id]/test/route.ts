import { z } from "zod";
import { handleForm } from "@/lib/web/forms/handle-form";
import { sendTestWebhook } from "@/lib/webhooks/send-test-webhook";

/** Sends a test and says how it went; a test that fails is an answer, not an error. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    const { status, error, tookMs } = await sendTestWebhook(ctx, input);
    const data = { status, error, tookMs };
    if (error) return { message: `The test did not get through. ${error}`, tone: "problem", data };
    return { message: `The test got through: it answered ${status} after ${tookMs} ms.`, data };
  },
});
