import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES, type EventType } from "@/lib/event-feed/event";

/** What each type of event means. */
const TYPE_TEXT: Readonly<Record<EventType, string>> = {
  "room.created": "a room was opened",
  "room.updated": "its ratings, progress or other fields changed",
  "room.matched": "it got more matches",
  "room.locked": "an admin or the owner locked it",
  "room.unlocked": "it was unlocked",
  "room.rescheduled": "somebody changed when it expires",
  "room.expiring": "it expires soon: its space's days of warning have begun",
  "room.expired": "it expired and is in the trash",
  "room.deleted": "somebody deleted it, and it is in the trash",
  "room.replaced": "a later room of the same name replaced it, and it is in the trash",
  "room.restored": "it was restored from the trash",
  "room.purged": "it was deleted for good",
};

const TYPES_TEXT = `What happened to the room. ${EVENT_TYPES.map((type) => `\`${type}\`: ${TYPE_TEXT[type]}.`).join(" ")}`;

const DATA_TEXT = [
  "Facts about the change.",
  "`room.created`, `room.updated` and `room.matched`: peopleCount, ratingCount and matchCount, which are counts after the change.",
  "`room.locked`: reason, a text or null.",
  "`room.rescheduled` and `room.restored`: expiresAt (ISO 8601), or null for never.",
  "`room.expiring`: expiresAt (ISO 8601). It comes once for each time at which a room would expire.",
  "`room.expired`, `room.deleted` and `room.replaced`: purgeAt (ISO 8601), when the room is deleted for good.",
  "`room.unlocked` and `room.purged`: nothing.",
].join(" ");

/** A change of a room, as the API returns it. */
export const eventSchema = z
  .strictObject({
    id: z.string().regex(/^\d+$/).meta({
      description: "The id of the event, a decimal number. Later events have larger ids.",
    }),
    type: z.enum(EVENT_TYPES).meta({ description: TYPES_TEXT }),
    at: z.string().meta({ description: "When it happened (ISO 8601)." }),
    room: z
      .strictObject({
        kind: z.string().meta({
          description:
            "The kind of the room: `match` for a room of films. Rooms of different kinds may have the same name.",
        }),
        name: z.string().meta({ description: "The name of the room." }),
        id: z.string().meta({ description: "The id of the room, which is also in `_metadata`." }),
        createdAt: z.string().meta({ description: "When the room was opened (ISO 8601)." }),
        version: z.int().meta({ description: "The version of the room after the change." }),
      })
      .meta({ description: "The room that changed." }),
    data: z.record(z.string(), z.unknown()).meta({ description: DATA_TEXT }),
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
