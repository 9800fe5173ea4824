import { z } from "zod";
import { restoreNamedRoom } from "@/lib/match/restore-named-room";
import { createdAtSchema, ROOM_NAME_TEXT } from "@/lib/match/room-schema";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { SAMPLE_NAME } from "@/lib/web/openapi/api-samples";

export const POST = handleApi({
  action: "room.restore",
  summary: "Restore a room from the trash",
  description:
    "Restores the room with everything in it. `createdAt` selects one of several rooms of that name; If-Match and If-None-Match apply to that room.",
  reads: ["If-Match", "If-None-Match"],
  refusals: ["not_found", "locked", "name_taken", "precondition_failed"],
  example: { query: { ...SAMPLE_NAME.query, createdAt: "2026-10-01T20:00:00.000Z" } },
  scope: "rooms:delete",
  named: true,
  query: z.strictObject({
    name: z.string().meta({ description: ROOM_NAME_TEXT }),
    createdAt: createdAtSchema,
  }),
  async run({ ctx, name, query: { createdAt }, conditions }) {
    await restoreNamedRoom(ctx, { name, createdAt, conditions });
    return { status: 204 };
  },
});

export const { GET, HEAD, PUT, DELETE, PATCH, OPTIONS } = otherMethods("POST");
