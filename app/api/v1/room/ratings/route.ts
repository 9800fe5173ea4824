import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { appendRatings } from "@/lib/rooms/append-ratings";
import { takenBackReplySchema, writtenReplySchema } from "@/lib/rooms/room-reply";
import { takeBackRating } from "@/lib/rooms/take-back-rating";
import { etagOf } from "@/lib/web/etag";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { parseRatingsAppend } from "@/lib/web/parse-body";
import { nameParameter } from "@/lib/web/room-address";

export const POST = handleApi({
  action: "room.rate",
  scope: "rooms:write",
  named: true,
  query: z.strictObject(nameParameter),
  body: parseRatingsAppend,
  reply: writtenReplySchema,
  async run({ ctx, name, body }) {
    const metadata = await appendRatings(ctx, { name, ...body });
    return { body: { _metadata: metadata }, etag: etagOf(metadata) };
  },
});

export const DELETE = handleApi({
  action: "room.take-back",
  scope: "rooms:write",
  named: true,
  query: z.strictObject({
    ...nameParameter,
    mediaId: z.string().max(LIMITS.mediaIdUnitsMax),
    userName: z.string().max(LIMITS.userNameUnitsMax),
  }),
  reply: takenBackReplySchema,
  async run({ ctx, name, query: { mediaId, userName } }) {
    const { takenBack, metadata } = await takeBackRating(ctx, { name, mediaId, userName });
    return { body: { takenBack, _metadata: metadata }, etag: etagOf(metadata) };
  },
});

export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST", "DELETE");
