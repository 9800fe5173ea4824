import { z } from "zod";
import { restoreNamedRoom } from "@/lib/rooms/restore-named-room";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { roomNameOf } from "@/lib/web/room-address";

export function POST(request: Request): Promise<Response> {
  return handleApi(request, {
    action: "room.restore",
    scope: "rooms:delete",
    query: z.strictObject({ name: z.string(), createdAt: z.iso.datetime({ offset: true }) }),
    async run({ ctx, query: { createdAt } }) {
      await restoreNamedRoom(ctx, { name: roomNameOf(request), createdAt });
      return { status: 204 };
    },
  });
}

export const { GET, HEAD, PUT, DELETE, PATCH, OPTIONS } = otherMethods("POST");
