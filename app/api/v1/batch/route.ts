import { batchReplySchema, batchSchema } from "@/lib/match/batch-schema";
import { batchResults } from "@/lib/web/api/batch-reply";
import { handleApi, noQuery, otherMethods } from "@/lib/web/api/handle-api";
import { parseBatch } from "@/lib/web/api/parse-batch";
import { SAMPLE_RATE, SAMPLE_ROOM } from "@/lib/web/openapi/api-samples";

export const POST = handleApi({
  action: "batch",
  lane: "append",
  summary: "Carry out up to 1,000 operations in one request",
  description:
    "Operations on one room run in the order given; operations on different rooms may run in parallel. Each operation gets the status that it would get as a request of its own, and a refused operation does not stop the others. With an Idempotency-Key the whole batch is one transaction. The members `ifMatch` and `ifNoneMatch` of an operation work like the headers If-Match and If-None-Match.",
  bodySchema: batchSchema,
  example: {
    body: {
      operations: [
        { op: "save", room: SAMPLE_ROOM },
        { op: "rate", ...SAMPLE_RATE },
      ],
    },
  },
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
