import { z } from "zod";
import { NEXT_CURSOR_TEXT } from "@/lib/core/cursor";
import { MEDIA_ID_TEXT } from "@/lib/match/media/media-schema";

/** A match, as the API sends it. */
export const matchSchema = z.strictObject({
  mediaId: z.string().meta({ description: MEDIA_ID_TEXT }),
  userName: z.string().nullable().meta({
    description: "In a room of the type solo, the person whose match it is; null in other rooms.",
  }),
  matchedAt: z
    .string()
    .meta({ description: "The time of the like that completed the match (ISO 8601)." }),
  likers: z
    .array(z.string())
    .meta({ description: "The people who like the film, in the order of their likes." }),
  title: z
    .string()
    .nullable()
    .meta({ description: "The title of the film; null if the film is not in the catalogue." }),
  year: z.int().nullable().meta({ description: "The year of the film; null if it is unknown." }),
  posterUrl: z
    .string()
    .nullable()
    .meta({ description: "The address of the film's poster; null if there is none." }),
  genres: z.array(z.string()).meta({ description: "The genres of the film." }),
});

export const matchListReplySchema = z.strictObject({
  items: z.array(matchSchema).meta({ description: "The matches on this page, newest first." }),
  nextCursor: z.string().nullable().meta({ description: NEXT_CURSOR_TEXT }),
});

export type MatchListReply = z.infer<typeof matchListReplySchema>;
