import { z } from "zod";
import { undoImport } from "@/lib/transfer/imports/undo-import";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Undoes an import: the rooms that it made go to the trash. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await undoImport(ctx, { id });
    return {};
  },
});
