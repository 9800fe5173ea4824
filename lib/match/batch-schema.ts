import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { roomMetadataSchema } from "./room-reply";
import {
  createdAtSchema,
  ratingsSchema,
  serializedRoomSchema,
  userProgressSchema,
} from "./room-schema";

const name = z.string();
const conditions = {
  ifMatch: z.string().max(LIMITS.conditionUnitsMax).optional(),
  ifNoneMatch: z.string().max(LIMITS.conditionUnitsMax).optional(),
};

/** One operation of a batch. */
export const batchOperationSchema = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("save"), room: serializedRoomSchema, ...conditions }),
  z.strictObject({
    op: z.literal("rate"),
    name,
    ratings: ratingsSchema,
    userProgress: userProgressSchema.optional(),
    createdAt: createdAtSchema.optional(),
    ...conditions,
  }),
  z.strictObject({
    op: z.literal("takeBack"),
    name,
    mediaId: z.string().max(LIMITS.mediaIdUnitsMax),
    userName: z.string().max(LIMITS.userNameUnitsMax),
    ...conditions,
  }),
  z.strictObject({ op: z.literal("delete"), name, ...conditions }),
  z.strictObject({ op: z.literal("restore"), name, createdAt: createdAtSchema, ...conditions }),
]);

/** The body of a batch. */
export const batchSchema = z.strictObject({
  operations: z.array(batchOperationSchema).min(1).max(LIMITS.batchOperationsMax),
});

/** The result of one operation of a batch. Its status is the one that a single request would get. */
export const batchResultSchema = z.strictObject({
  status: z.int(),
  _metadata: roomMetadataSchema.optional(),
  takenBack: z.boolean().optional(),
  problem: z.looseObject({ status: z.int(), code: z.string(), detail: z.string() }).optional(),
});

export const batchReplySchema = z.strictObject({ results: z.array(batchResultSchema) });
export type BatchResult = z.infer<typeof batchResultSchema>;
