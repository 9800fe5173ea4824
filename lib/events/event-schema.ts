import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES } from "@/lib/event-feed/event";

/** A change of a room, as the API returns it. */
export const eventSchema = z
  .strictObject({
    id: z.string().regex(/^\d+$/).meta({
      description: "The id of the event, a decimal number. Later events have larger ids.",
    }),
    type: z
      .enum(EVENT_TYPES)
      .meta({ description: "What happened to the room, such as room.created." }),
    at: z.string().meta({ description: "When it happened (ISO 8601)." }),
    room: z
      .strictObject({
        name: z.string().meta({ description: "The name of the room." }),
        id: z.string().meta({ description: "The id of the room, which is also in `_metadata`." }),
        createdAt: z.string().meta({ description: "When the room was opened (ISO 8601)." }),
        version: z.int().meta({ description: "The version of the room after the change." }),
      })
      .meta({ description: "The room that changed." }),
    data: z.record(z.string(), z.unknown()).meta({
      description:
        "Facts about the change: counts, times and reasons. Which ones depends on the type of the event.",
    }),
  })
  .meta({ id: "Event", description: "A change of a room." });

/** One page of events. */
export const eventPageSchema = z.strictObject({
  items: z.array(eventSchema).meta({ description: "The events on this page, oldest first." }),
  nextCursor: z.string().meta({
    description:
      "Where to continue: send it as `after` of the next request, or as Last-Event-ID of a stream.",
  }),
  missed: z.boolean().meta({
    description:
      "True if some events after the given one are no longer stored. Then list the rooms again.",
  }),
});

export type EventPage = z.infer<typeof eventPageSchema>;

/** A place in the sequence of events: the id of the last event that the caller has seen. */
export const eventCursorSchema = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,17})$/, "must be the id of an event");

const types = z
  .string()
  .transform((listed) => listed.split(",").map((type) => type.trim()))
  .pipe(z.array(z.enum(EVENT_TYPES)).min(1));

/** The parameters for reading or following events. */
export const eventQuerySchema = z.strictObject({
  after: eventCursorSchema.optional().meta({
    description:
      "The id of the last event that you have seen; the reply has the events after it. 0 starts at the oldest stored event. Without the parameter, only events that happen from now on are returned.",
  }),
  types: types
    .optional()
    .meta({ description: "Returns only events of these types, separated by commas." }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LIMITS.eventsPerPageMax)
    .default(100)
    .meta({ description: "How many events the reply may contain." }),
  wait: z.coerce.number().int().min(0).max(LIMITS.eventWaitSecondsMax).default(0).meta({
    description:
      "How many seconds the request waits if there is no event yet. It returns as soon as there is one.",
  }),
});
