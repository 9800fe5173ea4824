import { batchReplySchema, batchSchema } from "@/lib/rooms/batch-schema";
import { SAMPLE_RATE, SAMPLE_ROOM } from "@/lib/web/api-samples";
import { batchResults } from "@/lib/web/batch-reply";
import { handleApi, noQuery, otherMethods } from "@/lib/web/handle-api";
import { parseBatch } from "@/lib/web/parse-batch";

export const POST = handleApi({
  action: "batch",
  lane: "append",
  summary: "Carry out up to 1,000 operations in one request",
  description:
    "Operations of one room happen in their order, rooms side by side. Each has the status that it would have had on its own; one that is refused stops no other. With an Idempotency-Key the whole batch is one transaction. `ifMatch` and `ifNoneMatch` of an operation say what the headers of those names say.",
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
