import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { listMedia } from "@/lib/media/list-media";
import {
  mediaListReplySchema,
  mediaPutReplySchema,
  mediaPutSchema,
} from "@/lib/media/media-schema";
import { putMedia } from "@/lib/media/put-media";
import { handleApi, noQuery, otherMethods } from "@/lib/web/handle-api";
import { parseBody } from "@/lib/web/parse-body";
import { pageParameters } from "@/lib/web/room-address";

export const GET = handleApi({
  action: "media.list",
  scope: "rooms:read",
  query: z.strictObject({
    ...pageParameters,
    mediaId: z.string().max(LIMITS.mediaIdUnitsMax).optional(),
  }),
  reply: mediaListReplySchema,
  async run({ ctx, query }) {
    return { body: await listMedia(ctx, query) };
  },
});

export { GET as HEAD };

export const PUT = handleApi({
  action: "media.put",
  scope: "media:write",
  query: noQuery,
  body: (json) => parseBody(mediaPutSchema, json),
  reply: mediaPutReplySchema,
  async run({ ctx, body }) {
    return { body: { stored: await putMedia(ctx, body) } };
  },
});

export const { POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT");
