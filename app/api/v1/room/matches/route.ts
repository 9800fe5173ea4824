import { z } from "zod";
import { listMatches } from "@/lib/matches/list-matches";
import { matchListReplySchema } from "@/lib/matches/match-reply";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { nameParameter, pageParameters, roomNameOf } from "@/lib/web/room-address";

export function GET(request: Request): Promise<Response> {
  return handleApi(request, {
    action: "room.matches",
    scope: "rooms:read",
    query: z.strictObject({ ...nameParameter, ...pageParameters }),
    reply: matchListReplySchema,
    async run({ ctx, query: { limit, cursor } }) {
      return { body: await listMatches(ctx, { name: roomNameOf(request), limit, cursor }) };
    },
  });
}

export { GET as HEAD };

export const { PUT, POST, DELETE, PATCH, OPTIONS } = otherMethods("GET", "HEAD");
