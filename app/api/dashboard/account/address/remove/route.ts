import { z } from "zod";
import { removeAddress } from "@/lib/addresses/remove-address";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({}),
  async run(ctx) {
    await removeAddress(ctx);
    return { message: "The address is removed." };
  },
});
