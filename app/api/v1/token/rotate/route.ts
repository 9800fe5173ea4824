import { rotateToken } from "@/lib/tokens/rotate-token";
import { requireToken } from "@/lib/tokens/token-policy";
import { rotateBodySchema, rotateReplySchema } from "@/lib/tokens/token-schema";
import { handleApi, noQuery, otherMethods } from "@/lib/web/api/handle-api";
import { parseBody } from "@/lib/web/api/parse-body";

export const POST = handleApi({
  action: "token.rotate",
  summary: "Replace this token by a new one",
  description:
    "The old token keeps working for the overlap and then ends by itself. Without an overlap it ends when the new token is first used, or after one day, whichever comes first. The new token ends at the time at which the old one would have ended. If the reply is lost, rotate again: this replaces a new token that was never used. Both tokens share one rate limit, and revoking one revokes both. The reply is not stored for a repeated request with the same Idempotency-Key.",
  bodySchema: rotateBodySchema,
  refusals: ["conflict"],
  example: { body: { overlapSeconds: 3600 } },
  scope: [],
  query: noQuery,
  repliesSecret: true,
  body: (json) => parseBody(rotateBodySchema, json),
  reply: rotateReplySchema,
  async run({ ctx, body }) {
    const { id, token, expiresAt, previousEndsAt } = await rotateToken(ctx, {
      id: requireToken(ctx.actor).id,
      ...body,
    });
    return {
      body: {
        id,
        token,
        expiresAt: expiresAt?.toISOString() ?? null,
        previousEndsAt: previousEndsAt.toISOString(),
      },
    };
  },
});

export const { GET, HEAD, PUT, DELETE, PATCH, OPTIONS } = otherMethods("POST");
