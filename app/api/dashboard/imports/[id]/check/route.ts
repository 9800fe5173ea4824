import { z } from "zod";
import { checkImport } from "@/lib/transfer/imports/check-import";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Checks an upload again after the first check was interrupted. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await checkImport(ctx, { id });
    return {};
  },
});
