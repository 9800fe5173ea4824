import { z } from "zod";
import { claimSetup } from "@/lib/sign-in/claim-setup";
import { networkOfCaller } from "@/lib/web/api/rate-limits";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Makes the signed-in account the first admin if the setup code from the console is right. */
export const POST = handleForm({
  schema: z.object({ code: z.string().max(100) }),
  async run(ctx, { code }, { request }) {
    await claimSetup(ctx, { code, network: networkOfCaller(request) });
    return { message: "You are the admin of this Roomkeeper.", redirectTo: "/admin/tokens" };
  },
});
