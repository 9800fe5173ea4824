import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES } from "./event";

/** A change of a room as it leaves. */
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

/** The answer to a poll. */
export const eventPageSchema = z.strictObject({
  items: z.array(eventSchema),
  /** Where to go on: `after` of the next poll, or Last-Event-ID of a stream. */
  nextCursor: z.string(),
  /** Whether events between the given place and the first item are not kept any more. */
  missed: z.boolean(),
});

export type EventPage = z.infer<typeof eventPageSchema>;

/** A place in the line of events: the id of the last one that was seen. */
export const eventCursorSchema = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,17})$/, "must be the id of an event");

const types = z
  .string()
  .transform((listed) => listed.split(",").map((type) => type.trim()))
  .pipe(z.array(z.enum(EVENT_TYPES)).min(1));

/** The parameters of events, polled or streamed. */
export const eventQuerySchema = z.strictObject({
  /** Events after this one; 0 is from the oldest that is kept; absent is from now on. */
  after: eventCursorSchema.optional(),
  /** Only these types, comma-separated. */
  types: types.optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.eventsPerPageMax).default(100),
  /** Seconds that a poll waits for the first event. */
  wait: z.coerce.number().int().min(0).max(LIMITS.eventWaitSecondsMax).default(0),
});
