import { eventPageSchema, eventQuerySchema } from "@/lib/events/event-schema";
import { listEvents } from "@/lib/events/list-events";
import { eventsReply } from "@/lib/web/events-reply";
import { handleApi, otherMethods } from "@/lib/web/handle-api";

export const GET = handleApi({
  action: "events.read",
  lane: null,
  summary: "Read or follow events",
  description:
    "With `Accept: text/event-stream` the events come as they happen (server-sent events; `stream.opened` first, a comment every 15 seconds), from the one after Last-Event-ID or `after`; otherwise a page of them. Every consumer sees every event of the space once and in one order. `missed` says that events after the given place are not kept any more.",
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
