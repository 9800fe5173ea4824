import { z } from "zod";
import { counted } from "@/lib/core/counted";
import { REVOKE_EXTENTS, revokeToken } from "@/lib/tokens/revoke-token";
import { handleForm } from "@/lib/web/forms/handle-form";

export const POST = handleForm({
  schema: z.object({ id: z.string(), extent: z.enum(REVOKE_EXTENTS).default("chain") }),
  async run(ctx, input) {
    const { revoked } = await revokeToken(ctx, input);
    return { message: messageOf(revoked.length), data: { revoked } };
  },
});

function messageOf(count: number): string {
  if (count === 0) return "The token was revoked already.";
  const are = count === 1 ? "The token is revoked." : `${counted(count, "token")} are revoked.`;
  return `${are} Requests with ${count === 1 ? "it" : "one of them"} are refused from now on.`;
}
