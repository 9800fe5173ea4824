import { z } from "zod";
import { runImport } from "@/lib/transfer/imports/run-import";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Carries out an import. The import's page shows the progress. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await runImport(ctx, { id });
    return {};
  },
});
