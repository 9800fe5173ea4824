import { z } from "zod";
import { claimSetup } from "@/lib/people/claim-setup";
import { handleForm } from "@/lib/web/handle-form";

/** Makes the signed-in account the first admin, against the setup code from the console. */
export const POST = handleForm({
  schema: z.object({ code: z.string().max(100) }),
  async run(ctx, input) {
    await claimSetup(ctx, input);
    return { message: "You are the admin of this house.", redirectTo: "/admin/tokens" };
  },
});
