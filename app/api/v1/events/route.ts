import { eventPageSchema, eventQuerySchema } from "@/lib/events/event-schema";
import { listEvents } from "@/lib/events/list-events";
import { eventsReply } from "@/lib/web/events-reply";
import { handleApi, otherMethods } from "@/lib/web/handle-api";

export const GET = handleApi({
  action: "events.read",
  scope: "events:read",
  query: eventQuerySchema,
  reply: eventPageSchema,
  async run({ ctx, request, query }) {
    const streamed = await eventsReply(ctx, request, query);
    return streamed ?? { body: await listEvents(ctx, { ...query, signal: request.signal }) };
  },
});

export const { HEAD, PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET");
