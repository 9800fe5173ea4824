import { z } from "zod";
import { checkImport } from "@/lib/transfer/imports/check-import";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Looks an upload through once more, where the first look was cut short. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await checkImport(ctx, { id });
    return {};
  },
});
