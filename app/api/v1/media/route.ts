import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { listMedia } from "@/lib/match/media/list-media";
import {
  mediaListReplySchema,
  mediaPutReplySchema,
  mediaPutSchema,
} from "@/lib/match/media/media-schema";
import { putMedia } from "@/lib/match/media/put-media";
import { readTitleFile } from "@/lib/match/media/title-file";
import { handleApi, noQuery, otherMethods } from "@/lib/web/api/handle-api";
import { parseBody } from "@/lib/web/api/parse-body";
import { pageParameters } from "@/lib/web/api/room-address";

export const GET = handleApi({
  action: "media.list",
  lane: "list",
  summary: "List the films of the catalogue",
  description: "These are the films that were stored with PUT, with their titles.",
  example: {},
  scope: "rooms:read",
  query: z.strictObject({
    ...pageParameters,
    mediaId: z
      .string()
      .max(LIMITS.mediaIdUnitsMax)
      .optional()
      .meta({ description: "Returns only the film with this id." }),
  }),
  reply: mediaListReplySchema,
  async run({ ctx, query }) {
    return { body: await listMedia(ctx, query) };
  },
});

export { GET as HEAD };

export const PUT = handleApi({
  action: "media.put",
  summary: "Store films with their titles",
  description:
    "The films of the catalogue are shown with their titles on pages and in the list of matches. A film that is already in the catalogue is replaced as a whole. The body may be CSV too (text/csv): the first line names the columns by the fields of a film, mediaId and title among them, and genres are separated by |.",
  bodySchema: mediaPutSchema,
  example: { body: { items: [{ mediaId: "plex://movie/5d776b59", title: "Alien", year: 1979 }] } },
  csv: {
    read: async (bytes) => ({ items: await readTitleFile(bytes) }),
    example: "mediaId,title,year,genres\nplex://movie/5d776b59,Alien,1979,Horror|Science Fiction\n",
  },
  scope: "media:write",
  query: noQuery,
  body: (json) => parseBody(mediaPutSchema, json),
  reply: mediaPutReplySchema,
  async run({ ctx, body }) {
    return { body: { stored: await putMedia(ctx, body) } };
  },
});

export const { POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT");
