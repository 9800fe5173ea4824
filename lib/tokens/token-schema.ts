import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";

const time = (description: string) => z.string().meta({ description });

/** What a token is told of itself. */
export const ownTokenSchema = z.strictObject({
  id: z.string().meta({ description: "Names the token, and opens nothing." }),
  label: z.string().meta({ description: "What the admin called it." }),
  space: z.string().meta({ description: "The name of the space that it opens." }),
  hint: z.string().meta({ description: "Its last four characters." }),
  scopes: z.array(z.string()).meta({ description: "What it may do." }),
  createdAt: time("When it was made."),
  expiresAt: time("When it ends by itself; null for never.").nullable(),
  lastUsedAt: time("When it was last used, to the minute.").nullable(),
  replacedBy: z
    .string()
    .nullable()
    .meta({ description: "The id of the token that it was rotated to; null when it was not." }),
});

export type OwnToken = z.infer<typeof ownTokenSchema>;

/** The body with which a token rotates itself. */
export const rotateBodySchema = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(LIMITS.tokenOverlapHoursMax * 3600)
    .default(LIMITS.tokenOverlapHoursDefault * 3600)
    .meta({
      description:
        "How long the old token keeps working. With 0 it ends when the new one is first used, and after a day at the latest.",
    }),
});

export const rotateReplySchema = z.strictObject({
  id: z.string().meta({ description: "The id of the new token." }),
  token: z.string().meta({ description: "The new token. It is given this once and not kept." }),
  expiresAt: time("When the new token ends; null for never.").nullable(),
  previousEndsAt: time(
    "When the old token stops working, at the latest: without an overlap it ends when the new one is first used.",
  ),
});
