import { eventPageSchema, eventQuerySchema } from "@/lib/events/event-schema";
import { listEvents } from "@/lib/events/list-events";
import { eventsReply } from "@/lib/web/api/events-reply";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";

export const GET = handleApi({
  action: "events.read",
  lane: null,
  summary: "Read or follow events",
  description:
    "With `Accept: text/event-stream` the reply is a stream of server-sent events. It starts with `stream.opened`, continues after the event that Last-Event-ID or `after` names, and sends a comment every 15 seconds. Without that header the reply is one page of events. Every consumer sees each event of the space once, in the same order. `missed` is true when some of the events after the given one are no longer stored.",
  reads: ["Last-Event-ID"],
  streams: true,
  example: { query: { after: "0", limit: "10" } },
  scope: "events:read",
  query: eventQuerySchema,
  reply: eventPageSchema,
  async run({ ctx, request, query }) {
    const streamed = await eventsReply(ctx, request, query);
    return streamed ?? { body: await listEvents(ctx, { ...query, signal: request.signal }) };
  },
});

export const { HEAD, PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET");
