import { z } from "zod";
import { isLocalTime } from "@/lib/core/calendar";
import { LIMITS } from "@/lib/core/limits";
import { EVENT_TYPES, type EventType } from "@/lib/event-feed/event";

/** What a form says of a webhook. No type at all means every type, also those that come later. */
export const webhookFormSchema = z.object({
  url: z.string().min(1).max(LIMITS.webhookUrlUnitsMax),
  eventTypes: z
    .union([z.array(z.enum(EVENT_TYPES)), z.enum(EVENT_TYPES).transform((type) => [type])])
    .transform((types): EventType[] => EVENT_TYPES.filter((type) => types.includes(type)))
    .default([]),
  allowPrivate: z
    .enum(["on"])
    .optional()
    .transform((ticked) => ticked === "on"),
});

/** Where replays begin: a moment in UTC as a browser's field says it, or with its zone. */
export const replaySinceSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?$/, "must be a day and a time")
  .refine((text) => isLocalTime(text.replace("Z", "")), "must be a day and a time")
  .transform((text) => new Date(text.endsWith("Z") ? text : `${text}Z`));
