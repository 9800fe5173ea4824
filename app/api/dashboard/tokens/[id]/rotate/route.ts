import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { quoteName } from "@/lib/core/quote-name";
import { rotateToken } from "@/lib/tokens/rotate-token";
import { handleForm } from "@/lib/web/forms/handle-form";
import { shownTokenCookie } from "@/lib/web/forms/shown-token";

/** Rotates a token. A page shows the new one from an encrypted cookie; a script gets it in the reply. */
export const POST = handleForm({
  schema: z.object({
    id: z.string(),
    overlapHours: z.coerce
      .number()
      .int()
      .min(0)
      .max(LIMITS.tokenOverlapHoursMax)
      .default(LIMITS.tokenOverlapHoursDefault),
  }),
  async run(ctx, { id, overlapHours }, visit) {
    const rotated = await rotateToken(ctx, { id, overlapSeconds: overlapHours * 3600 });
    const { token, label, spaceName } = rotated;
    const ends = rotated.previousEndsAtFirstUse
      ? " The old one ends when the new one is used."
      : "";
    const message = `The token ${quoteName(label)} is rotated.${ends}`;
    if (visit.request.headers.get("accept")?.includes("json")) {
      return { message, data: { id: rotated.id, token } };
    }
    const shown = { token, label, spaceName };
    return { message, cookies: [shownTokenCookie(visit, shown)], redirectTo: "/admin/tokens" };
  },
});
