import { z } from "zod";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { handleForm } from "@/lib/web/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string() }),
  async run(ctx, input) {
    await revokeToken(ctx, input);
    return { message: "The token is revoked. Whoever still uses it is refused from now on." };
  },
});
