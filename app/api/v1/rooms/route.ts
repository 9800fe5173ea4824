import { z } from "zod";
import { LIMITS } from "@/lib/core/limits";
import { listSpaceRooms } from "@/lib/match/list-space-rooms";
import { roomListReplySchema } from "@/lib/match/room-reply";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { pageParameters } from "@/lib/web/api/room-address";

const query = z.strictObject({
  ...pageParameters,
  owner: z.string().max(LIMITS.userNameUnitsMax).optional(),
  type: z.string().max(LIMITS.roomTypeUnitsMax).optional(),
  q: z.string().max(LIMITS.searchUnitsMax).optional(),
  sort: z.enum(["lastActivity", "createdAt", "name"]).default("lastActivity"),
  view: z.enum(["summary", "document"]).default("summary"),
  total: z.stringbool().default(false),
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
