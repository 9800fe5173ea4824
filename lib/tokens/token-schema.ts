import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";

const time = (description: string) =>
  z.string().meta({ description: `${description} (ISO 8601).` });
const timeOrNull = (description: string) => z.string().nullable().meta({ description });

/** What a token can read about itself. */
export const ownTokenSchema = z.strictObject({
  id: z.string().meta({ description: "Identifies the token. It is not secret." }),
  label: z.string().meta({ description: "The name that the admin gave the token." }),
  space: z.string().meta({ description: "The name of the space that the token belongs to." }),
  hint: z.string().meta({ description: "The last four characters of the token." }),
  scopes: z.array(z.string()).meta({ description: "The scopes of the token: what it may do." }),
  createdAt: time("When the token was made"),
  expiresAt: timeOrNull("When the token ends by itself (ISO 8601); null for never."),
  lastUsedAt: timeOrNull(
    "When the token was last used (ISO 8601), precise to a minute; null for never.",
  ),
  replacedBy: z
    .string()
    .nullable()
    .meta({ description: "The id of the token that replaced this one; null when none did." }),
});

export type OwnToken = z.infer<typeof ownTokenSchema>;

/** The body of a request in which a token rotates itself. */
export const rotateBodySchema = z.strictObject({
  overlapSeconds: z
    .int()
    .min(0)
    .max(LIMITS.tokenOverlapHoursMax * 3600)
    .default(LIMITS.tokenOverlapHoursDefault * 3600)
    .meta({
      description:
        "For how many seconds the old token keeps working. With 0 it ends when the new token is first used, or after one day, whichever comes first.",
    }),
});

export const rotateReplySchema = z.strictObject({
  id: z.string().meta({ description: "The id of the new token." }),
  token: z.string().meta({
    description:
      "The new token. It is shown only once, because Roomkeeper stores only a hash of it.",
  }),
  expiresAt: timeOrNull("When the new token ends by itself (ISO 8601); null for never."),
  previousEndsAt: z.string().meta({
    description:
      "When the old token stops working at the latest (ISO 8601). Without an overlap it ends earlier, when the new token is first used.",
  }),
});
