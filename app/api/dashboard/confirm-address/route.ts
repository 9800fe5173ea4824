import { z } from "zod";
import { confirmAddress } from "@/lib/addresses/confirm-address";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Confirms the address to which a link went. It is a POST, so that a program that opens the links of mails does nothing. */
export const POST = handleForm({
  schema: z.object({ code: z.string().min(1).max(500) }),
  who: "anyone",
  async run(ctx, { code }) {
    const { to } = await confirmAddress(ctx, code);
    return { message: `Mails go to ${to} from now on.` };
  },
});
