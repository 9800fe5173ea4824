import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { quoteName } from "@/lib/core/quote-name";
import { setTokenExpiry } from "@/lib/tokens/set-token-expiry";
import { handleForm } from "@/lib/web/forms/handle-form";

/** Changes when a token ends: in a number of days, or never. */
export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    days: z.preprocess(
      (value) => (value === "" ? null : value),
      z.coerce.number().int().min(1).max(LIMITS.tokenDaysMax).nullable(),
    ),
  }),
  async run(ctx, input) {
    const { label, expiresAt } = await setTokenExpiry(ctx, input);
    const when = expiresAt === null ? "only when it is revoked" : `in ${input.days} days`;
    return { message: `The token ${quoteName(label)} ends ${when}.` };
  },
});
