import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { MEDIA_ID_TEXT } from "./media/media-schema";
import { roomMetadataSchema } from "./room-reply";
import {
  createdAtSchema,
  ROOM_NAME_TEXT,
  ratingsSchema,
  serializedRoomSchema,
  userProgressSchema,
} from "./room-schema";

const name = z.string().meta({ description: ROOM_NAME_TEXT });
const condition = z.string().max(LIMITS.conditionUnitsMax).optional();
const conditions = {
  ifMatch: condition.meta({
    description: "Works like the header If-Match of a request, but for this operation alone.",
  }),
  ifNoneMatch: condition.meta({
    description: "Works like the header If-None-Match of a request, but for this operation alone.",
  }),
};

/** One operation of a batch. */
export const batchOperationSchema = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("save").meta({ description: "Saves a room, like PUT /api/v1/room." }),
    room: serializedRoomSchema.meta({ description: "The whole document of the room." }),
    ...conditions,
  }),
  z.strictObject({
    op: z
      .literal("rate")
      .meta({ description: "Adds ratings to a room, like POST /api/v1/room/ratings." }),
    name,
    ratings: ratingsSchema,
    userProgress: userProgressSchema.optional(),
    createdAt: createdAtSchema.optional(),
    ...conditions,
  }),
  z.strictObject({
    op: z
      .literal("takeBack")
      .meta({ description: "Takes a rating back, like DELETE /api/v1/room/ratings." }),
    name,
    mediaId: z.string().max(LIMITS.mediaIdUnitsMax).meta({ description: MEDIA_ID_TEXT }),
    userName: z.string().max(LIMITS.userNameUnitsMax).meta({
      description:
        "The name of the person whose rating is taken back, as it stands in the ratings.",
    }),
    ...conditions,
  }),
  z.strictObject({
    op: z
      .literal("delete")
      .meta({ description: "Moves a room to the trash, like DELETE /api/v1/room." }),
    name,
    ...conditions,
  }),
  z.strictObject({
    op: z
      .literal("restore")
      .meta({ description: "Restores a room from the trash, like POST /api/v1/room/restore." }),
    name,
    createdAt: createdAtSchema,
    ...conditions,
  }),
]);

/** The body of a batch. */
export const batchSchema = z.strictObject({
  operations: z
    .array(batchOperationSchema)
    .min(1)
    .max(LIMITS.batchOperationsMax)
    .meta({
      description: `The operations to carry out, at most ${LIMITS.batchOperationsMax.toLocaleString("en-US")}.`,
    }),
});

/** The result of one operation of a batch. Its status is the one that a single request would get. */
export const batchResultSchema = z.strictObject({
  status: z
    .int()
    .meta({ description: "The HTTP status that the operation would get as a request of its own." }),
  _metadata: roomMetadataSchema
    .optional()
    .meta({ description: "What Roomkeeper knows about the room after the operation." }),
  takenBack: z
    .boolean()
    .optional()
    .meta({ description: "For takeBack: whether there was a rating to take back." }),
  problem: z
    .looseObject({
      status: z.int().meta({ description: "The HTTP status, the same as beside the problem." }),
      code: z.string().meta({
        description: "The error code, for programs. The page about errors lists all codes.",
      }),
      detail: z.string().meta({ description: "What went wrong, in one sentence for people." }),
    })
    .optional()
    .meta({ description: "Why the operation was refused: a problem document (RFC 9457)." }),
});

export const batchReplySchema = z.strictObject({
  results: z
    .array(batchResultSchema)
    .meta({ description: "The result of each operation, in the order of the operations." }),
});
export type BatchResult = z.infer<typeof batchResultSchema>;
