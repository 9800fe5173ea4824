import { getOwnToken } from "@/lib/tokens/get-own-token";
import { ownTokenSchema } from "@/lib/tokens/token-schema";
import { handleApi, noQuery, otherMethods } from "@/lib/web/api/handle-api";

export const GET = handleApi({
  action: "token.get",
  summary: "Read what this token may do",
  description: "Use it to check a token when your program starts.",
  example: {},
  scope: [],
  query: noQuery,
  reply: ownTokenSchema,
  async run({ ctx }) {
    return { body: await getOwnToken(ctx) };
  },
});

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
