import { z } from "zod";

/** A film that a room agreed on, as the API tells it. */
export const matchSchema = z.strictObject({
  mediaId: z.string(),
  /** In solo rooms the person whose match it is; null in others. */
  userName: z.string().nullable(),
  /** The time of the like that completed the match. */
  matchedAt: z.string(),
  /** Whoever likes it, in order of liking. */
  likers: z.array(z.string()),
  /** From the catalogue; null when the film is not in it. */
  title: z.string().nullable(),
  year: z.int().nullable(),
  posterUrl: z.string().nullable(),
  genres: z.array(z.string()),
});

export const matchListReplySchema = z.strictObject({
  items: z.array(matchSchema),
  nextCursor: z.string().nullable(),
});

export type MatchListReply = z.infer<typeof matchListReplySchema>;
