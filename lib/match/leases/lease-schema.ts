import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText, UNSTORABLE_TEXT } from "@/lib/core/text";

const instance = z
  .string()
  .min(1)
  .max(LIMITS.leaseInstanceUnitsMax)
  .refine(isStorableText, UNSTORABLE_TEXT)
  .meta({
    description: "The name that the instance has chosen for itself, such as living-room-1.",
  });

/** The body of a request that takes or renews a lease. */
export const leaseHoldSchema = z.strictObject({
  instance,
  connections: z
    .int()
    .min(0)
    .max(LIMITS.leaseConnectionsMax)
    .meta({ description: "How many people are connected to the room at that instance." }),
  ttlSeconds: z
    .int()
    .min(LIMITS.leaseSecondsMin)
    .max(LIMITS.leaseSecondsMax)
    .default(LIMITS.leaseSecondsDefault)
    .meta({ description: "For how many seconds the lease holds without a renewal." }),
  take: z.boolean().default(false).meta({
    description:
      "True takes the lease even from an instance that still holds it; use it for a failover.",
  }),
});

/** The parameters of a request that releases a lease. */
export const leaseReleaseParameter = { instance };

export const leaseReplySchema = z.strictObject({
  lease: z
    .strictObject({
      instance: z.string().meta({ description: "The instance that holds the room." }),
      connections: z
        .int()
        .meta({ description: "How many people are connected to the room at that instance." }),
      heldSince: z.string().meta({ description: "When this instance took the lease." }),
      renewedAt: z.string().meta({ description: "When the lease was last renewed." }),
      expiresAt: z.string().meta({ description: "When the lease ends if it is not renewed." }),
      live: z.boolean().meta({ description: "False when the lease was not renewed in time." }),
    })
    .meta({ description: "The lease: the statement of an instance that it holds the room." }),
});
