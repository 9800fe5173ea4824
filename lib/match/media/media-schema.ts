import { z } from "zod";
import { NEXT_CURSOR_TEXT } from "@/lib/core/cursor";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText, UNSTORABLE_TEXT } from "@/lib/core/text";

function text(unitsMax: number) {
  return z.string().max(unitsMax).refine(isStorableText, UNSTORABLE_TEXT);
}

export const MEDIA_ID_TEXT =
  "The id of the film, as the game server uses it. MovieMatch uses the guids of Plex, such as plex://movie/5d776b59.";

/** Browsers open these, so only http and https are allowed. */
const webAddress = text(2_048).refine(isWebAddress, "must be an http or https address");

function isWebAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === "http:" || url?.protocol === "https:";
}

/** A film of the catalogue. A PUT replaces the whole film, so it removes fields that it does not contain. */
export const mediaSchema = z.strictObject({
  mediaId: text(LIMITS.mediaIdUnitsMax).min(1).meta({ description: MEDIA_ID_TEXT }),
  title: text(LIMITS.mediaTitleUnitsMax).min(1).meta({ description: "The title of the film." }),
  year: z
    .int()
    .min(1800)
    .max(2200)
    .nullish()
    .meta({ description: "The year in which the film came out; null if it is unknown." }),
  posterUrl: webAddress.nullish().meta({
    description: "The http or https address of the film's poster; null if there is none.",
  }),
  linkUrl: webAddress.nullish().meta({
    description:
      "The http or https address at which the film can be watched; null if there is none.",
  }),
  trailerUrl: webAddress.nullish().meta({
    description: "The http or https address of a trailer; null if there is none.",
  }),
  durationMs: z.int().min(1).max(LIMITS.mediaDurationMsMax).nullish().meta({
    description: "How long the film is, in milliseconds; null if it is unknown.",
  }),
  genres: z
    .array(text(100))
    .max(50)
    .optional()
    .meta({ description: "The genres of the film, such as Horror." }),
});

export type Media = z.infer<typeof mediaSchema>;

export const mediaPutSchema = z.strictObject({
  items: z
    .array(mediaSchema)
    .max(LIMITS.mediaPerPutMax)
    .meta({ description: "The films to store." }),
});

export const mediaPutReplySchema = z.strictObject({
  stored: z.int().meta({ description: "How many films were stored." }),
});

export const mediaListReplySchema = z.strictObject({
  items: z.array(mediaSchema).meta({ description: "The films on this page." }),
  nextCursor: z.string().nullable().meta({ description: NEXT_CURSOR_TEXT }),
});

export type MediaListReply = z.infer<typeof mediaListReplySchema>;
