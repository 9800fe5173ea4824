import { z } from "zod";
import { listMatches } from "@/lib/match/matches/list-matches";
import { matchListReplySchema } from "@/lib/match/matches/match-reply";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { nameParameter, pageParameters } from "@/lib/web/api/room-address";
import { SAMPLE_NAME } from "@/lib/web/openapi/api-samples";

export const GET = handleApi({
  action: "room.matches",
  lane: "list",
  summary: "List the films that a room agreed on",
  description:
    "Newest first. A film leaves the list when people no longer agree on it: an answer changed, somebody else began to take part in a unanimous room, or the type of the room changed.",
  refusals: ["not_found", "gone"],
  example: SAMPLE_NAME,
  scope: "rooms:read",
  named: true,
  query: z.strictObject({ ...nameParameter, ...pageParameters }),
  reply: matchListReplySchema,
  async run({ ctx, name, query: { limit, cursor } }) {
    return { body: await listMatches(ctx, { name, limit, cursor }) };
  },
});

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
