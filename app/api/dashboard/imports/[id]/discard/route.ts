import { z } from "zod";
import { discardImport } from "@/lib/transfer/imports/discard-import";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Deletes an upload. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await discardImport(ctx, { id });
    return { message: "Thrown away. No room was touched." };
  },
});
