import { getOwnToken } from "@/lib/tokens/get-own-token";
import { ownTokenSchema } from "@/lib/tokens/token-schema";
import { handleApi, noQuery, otherMethods } from "@/lib/web/handle-api";

export const GET = handleApi({
  action: "token.get",
  scope: [],
  query: noQuery,
  reply: ownTokenSchema,
  async run({ ctx }) {
    return { body: await getOwnToken(ctx) };
  },
});

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
