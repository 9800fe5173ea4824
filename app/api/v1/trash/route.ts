import { z } from "zod";
import { listNamedTrash } from "@/lib/match/list-named-trash";
import { purgeNamedRoom } from "@/lib/match/purge-named-room";
import { trashReplySchema } from "@/lib/match/room-reply";
import { createdAtSchema, ROOM_NAME_TEXT } from "@/lib/match/room-schema";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { pageParameters } from "@/lib/web/api/room-address";

export const GET = handleApi({
  action: "trash.list",
  lane: "list",
  summary: "List the rooms in the trash",
  example: {},
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
  summary: "Delete a room in the trash for good",
  description:
    "Does nothing if the room is not in the trash. Late saves of the room are still refused. If-Match and If-None-Match apply to the room in the trash.",
  reads: ["If-Match", "If-None-Match"],
  refusals: ["precondition_failed"],
  example: { query: { name: "a room that is gone", createdAt: "2026-10-01T20:00:00Z" } },
  scope: "rooms:delete",
  query: z.strictObject({
    name: z.string().meta({ description: ROOM_NAME_TEXT }),
    createdAt: createdAtSchema,
  }),
  async run({ ctx, query, conditions }) {
    await purgeNamedRoom(ctx, { ...query, conditions });
    return { status: 204 };
  },
});

export const { PUT, POST, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "DELETE");
