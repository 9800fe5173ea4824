import { z } from "zod";
import { listNamedTrash } from "@/lib/rooms/list-named-trash";
import { purgeNamedRoom } from "@/lib/rooms/purge-named-room";
import { trashReplySchema } from "@/lib/rooms/room-reply";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { pageParameters } from "@/lib/web/room-address";

export const GET = handleApi({
  action: "trash.list",
  scope: "rooms:read",
  query: z.strictObject(pageParameters),
  reply: trashReplySchema,
  async run({ ctx, query }) {
    return { body: await listNamedTrash(ctx, query) };
  },
});

export { GET as HEAD };

export const DELETE = handleApi({
  action: "room.purge",
  scope: "rooms:delete",
  query: z.strictObject({ name: z.string(), createdAt: z.iso.datetime({ offset: true }) }),
  async run({ ctx, query }) {
    await purgeNamedRoom(ctx, query);
    return { status: 204 };
  },
});

export const { PUT, POST, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "DELETE");
