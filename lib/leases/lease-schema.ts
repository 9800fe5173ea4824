import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { isStorableText } from "@/lib/core/text";

const instance = z
  .string()
  .min(1)
  .max(LIMITS.leaseInstanceUnitsMax)
  .refine(isStorableText, "holds a NUL or half a surrogate pair")
  .meta({ description: "The name that the instance gives itself, such as living-room-1." });

/** The body with which an instance takes or renews the lease of a room. */
export const leaseHoldSchema = z.strictObject({
  instance,
  connections: z
    .int()
    .min(0)
    .max(LIMITS.leaseConnectionsMax)
    .meta({ description: "How many people are connected to the room there." }),
  ttlSeconds: z
    .int()
    .min(LIMITS.leaseSecondsMin)
    .max(LIMITS.leaseSecondsMax)
    .default(LIMITS.leaseSecondsDefault)
    .meta({ description: "How long it holds without being renewed." }),
  take: z
    .boolean()
    .default(false)
    .meta({ description: "Take it even from an instance that still holds it, for a failover." }),
});

/** The parameter with which an instance gives its lease back. */
export const leaseReleaseParameter = { instance };

export const leaseReplySchema = z.strictObject({
  lease: z.strictObject({
    instance: z.string().meta({ description: "Who holds the room." }),
    connections: z.int().meta({ description: "How many people are connected there." }),
    heldSince: z.string().meta({ description: "Since when this instance has held it." }),
    renewedAt: z.string().meta({ description: "When it was last heard from." }),
    expiresAt: z.string().meta({ description: "Until when it holds without being renewed." }),
    live: z.boolean().meta({ description: "False when it was not renewed in time." }),
  }),
});
