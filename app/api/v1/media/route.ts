import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { listMedia } from "@/lib/match/media/list-media";
import {
  mediaListReplySchema,
  mediaPutReplySchema,
  mediaPutSchema,
} from "@/lib/match/media/media-schema";
import { putMedia } from "@/lib/match/media/put-media";
import { handleApi, noQuery, otherMethods } from "@/lib/web/api/handle-api";
import { parseBody } from "@/lib/web/api/parse-body";
import { pageParameters } from "@/lib/web/api/room-address";

export const GET = handleApi({
  action: "media.list",
  lane: "list",
  summary: "List films and their titles",
  example: {},
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
  summary: "Set the titles of films",
  description: "Replaces films that are already in the catalogue.",
  bodySchema: mediaPutSchema,
  example: { body: { items: [{ mediaId: "plex://movie/5d776b59", title: "Alien", year: 1979 }] } },
  scope: "media:write",
  query: noQuery,
  body: (json) => parseBody(mediaPutSchema, json),
  reply: mediaPutReplySchema,
  async run({ ctx, body }) {
    return { body: { stored: await putMedia(ctx, body) } };
  },
});

export const { POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT");
