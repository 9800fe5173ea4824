import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { appendRatings } from "@/lib/match/append-ratings";
import { MEDIA_ID_TEXT } from "@/lib/match/media/media-schema";
import { takenBackReplySchema, writtenReplySchema } from "@/lib/match/room-reply";
import { takeBackRating } from "@/lib/match/take-back-rating";
import { etagOf } from "@/lib/web/api/etag";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { parseRatingsAppend, ratingsAppendSchema } from "@/lib/web/api/parse-body";
import { nameParameter } from "@/lib/web/api/room-address";
import { SAMPLE_NAME, SAMPLE_RATE } from "@/lib/web/openapi/api-samples";

export const POST = handleApi({
  action: "room.rate",
  lane: "append",
  summary: "Add ratings to a room",
  description:
    "Takes up to 1,000 ratings and merges them as a save does. With `createdAt`, the ratings are added only if the open room was created at that time.",
  reads: ["If-Match", "If-None-Match"],
  tagged: true,
  bodySchema: ratingsAppendSchema,
  refusals: ["not_found", "gone", "locked", "precondition_failed"],
  example: { ...SAMPLE_NAME, body: { ratings: SAMPLE_RATE.ratings } },
  scope: "rooms:write",
  named: true,
  query: z.strictObject(nameParameter),
  body: parseRatingsAppend,
  reply: writtenReplySchema,
  async run({ ctx, name, body, conditions }) {
    const metadata = await appendRatings(ctx, { name, ...body, conditions });
    return { body: { _metadata: metadata }, etag: etagOf(metadata) };
  },
});

export const DELETE = handleApi({
  action: "room.take-back",
  summary: "Take a rating back",
  description:
    "A late save that still contains the rating does not add it again. A newer rating of the same film does.",
  reads: ["If-Match", "If-None-Match"],
  tagged: true,
  refusals: ["not_found", "gone", "locked", "precondition_failed"],
  example: { query: { ...SAMPLE_NAME.query, mediaId: "plex://movie/5d776b59", userName: "Ann" } },
  scope: "rooms:write",
  named: true,
  query: z.strictObject({
    ...nameParameter,
    mediaId: z.string().max(LIMITS.mediaIdUnitsMax).meta({ description: MEDIA_ID_TEXT }),
    userName: z.string().max(LIMITS.userNameUnitsMax).meta({
      description:
        "The name of the person whose rating is taken back, as it stands in the ratings.",
    }),
  }),
  reply: takenBackReplySchema,
  async run({ ctx, name, query: { mediaId, userName }, conditions }) {
    const rating = { name, mediaId, userName, conditions };
    const { takenBack, metadata } = await takeBackRating(ctx, rating);
    return { body: { takenBack, _metadata: metadata }, etag: etagOf(metadata) };
  },
});

export const { GET, HEAD, PUT, PATCH, OPTIONS } = otherMethods("POST", "DELETE");
