import { z } from "zod";
import { askAddress } from "@/lib/addresses/ask-address";
import { networkOfCaller } from "@/lib/web/api/rate-limits";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ address: z.string().max(1_000) }),
  async run(ctx, { address }, { request }) {
    await askAddress(ctx, { address, network: networkOfCaller(request) });
    return { message: "A mail with a link is on its way to this address." };
  },
});
