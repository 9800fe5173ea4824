import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES } from "@/lib/event-feed/event";

/** A change of a room, as the API returns it. */
export const eventSchema = z
  .strictObject({
    id: z.string().regex(/^\d+$/),
    type: z.enum(EVENT_TYPES),
    at: z.string(),
    room: z.strictObject({
      name: z.string(),
      id: z.string(),
      createdAt: z.string(),
      version: z.int(),
    }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Event", description: "A change of a room." });

/** One page of events. */
export const eventPageSchema = z.strictObject({
  items: z.array(eventSchema),
  /** The place to continue from: `after` of the next request, or Last-Event-ID of a stream. */
  nextCursor: z.string(),
  /** Whether events between the given place and the first item are no longer stored. */
  missed: z.boolean(),
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
  /** Returns events after this one. 0 starts at the oldest stored event; without it, only new events are returned. */
  after: eventCursorSchema.optional(),
  /** Returns only events of these types, separated by commas. */
  types: types.optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.eventsPerPageMax).default(100),
  /** How many seconds the request waits for the first event. */
  wait: z.coerce.number().int().min(0).max(LIMITS.eventWaitSecondsMax).default(0),
});
