import { z } from "zod";
import { discardImport } from "@/lib/imports/discard-import";
import { handleForm } from "@/lib/web/handle-form";

/** Throws an upload away. */
export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, { id }) {
    await discardImport(ctx, { id });
    return { message: "Thrown away. No room was touched." };
  },
});
