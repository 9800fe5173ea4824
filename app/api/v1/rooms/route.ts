import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { listSpaceRooms } from "@/lib/match/list-space-rooms";
import { roomListReplySchema } from "@/lib/match/room-reply";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { pageParameters } from "@/lib/web/api/room-address";

const query = z.strictObject({
  ...pageParameters,
  owner: z
    .string()
    .max(LIMITS.userNameUnitsMax)
    .optional()
    .meta({ description: "Returns only rooms that the Plex account with this id opened." }),
  type: z
    .string()
    .max(LIMITS.roomTypeUnitsMax)
    .optional()
    .meta({ description: "Returns only rooms of this type, such as unanimous." }),
  q: z.string().max(LIMITS.searchUnitsMax).optional().meta({
    description: "Returns only rooms whose name contains this text, whatever its case and accents.",
  }),
  sort: z.enum(["lastActivity", "createdAt", "name"]).default("lastActivity").meta({
    description:
      "The order of the rooms: the newest activity first, the newest room first, or by name.",
  }),
  view: z.enum(["summary", "document"]).default("summary").meta({
    description:
      "summary: the name, the counts and the state of each room. document: the whole room.",
  }),
  total: z.stringbool().default(false).meta({
    description:
      "With true, the reply also says how many rooms there are on all pages, counted up to a maximum.",
  }),
});

export const GET = handleApi({
  action: "room.list",
  lane: "list",
  summary: "List the open rooms",
  description: "With `view=document` the list contains whole documents instead of summaries.",
  example: { query: { limit: "10", sort: "name" } },
  scope: "rooms:read",
  query,
  reply: roomListReplySchema,
  async run({ ctx, query }) {
    return { body: await listSpaceRooms(ctx, query) };
  },
});

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
