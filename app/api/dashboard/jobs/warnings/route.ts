import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { runWarningsNow } from "@/lib/warnings/run-warnings-now";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    const warnings = await runWarningsNow(ctx);
    const { warned } = warnings;
    const message =
      warned > 0 ? `${counted(warned, "room")} announced to leave.` : "No room was due.";
    return { message, data: warnings };
  },
});
