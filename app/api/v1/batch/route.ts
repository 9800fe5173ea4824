import { batchReplySchema } from "@/lib/rooms/batch-schema";
import { batchResults } from "@/lib/web/batch-reply";
import { handleApi, noQuery, otherMethods } from "@/lib/web/handle-api";
import { parseBatch } from "@/lib/web/parse-batch";

export const POST = handleApi({
  action: "batch",
  scope: ["rooms:write", "rooms:delete"],
  query: noQuery,
  body: parseBatch,
  cost: (operations) => Math.ceil(operations.length / 100),
  reply: batchReplySchema,
  async run({ ctx, body }) {
    return { body: { results: await batchResults(ctx, body) } };
  },
});

export const { GET, HEAD, PUT, DELETE, PATCH, OPTIONS } = otherMethods("POST");
