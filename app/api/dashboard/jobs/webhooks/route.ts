import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { handleForm } from "@/lib/web/forms/handle-form";
import { runReportNow } from "@/lib/webhooks/run-report-now";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    const report = await runReportNow(ctx);
    const { delivered, retried, waiting } = report;
    const message = `Since the last run, ${counted(delivered, "attempt")} succeeded and ${retried} failed; ${waiting} wait.`;
    return { message, data: report };
  },
});
