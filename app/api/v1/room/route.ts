import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { deleteNamedRoom } from "@/lib/match/delete-named-room";
import { getRoom } from "@/lib/match/get-room";
import { roomReplySchema, writtenReplySchema } from "@/lib/match/room-reply";
import { parseSerializedRoom, serializedRoomSchema } from "@/lib/match/room-schema";
import { saveRoom } from "@/lib/match/save-room";
import { requireScope } from "@/lib/tokens/token-policy";
import { etagOf } from "@/lib/web/api/etag";
import { handleApi, otherMethods } from "@/lib/web/api/handle-api";
import { nameParameter } from "@/lib/web/api/room-address";
import { SAMPLE_NAME, SAMPLE_ROOM } from "@/lib/web/openapi/api-samples";

const query = z.strictObject(nameParameter);

export const GET = handleApi({
  action: "room.get",
  summary: "Read a room",
  description:
    "Returns the document as it was saved, with `_metadata`. Only a token with rooms:secrets gets the password.",
  reads: ["If-Match", "If-None-Match"],
  tagged: true,
  refusals: ["not_found", "gone", "precondition_failed"],
  example: SAMPLE_NAME,
  scope: "rooms:read",
  named: true,
  query,
  reply: roomReplySchema,
  async run({ ctx, name }) {
    const body = await getRoom(ctx, { name });
    return { body, etag: etagOf(body._metadata) };
  },
});

export { GET as HEAD };

export const PUT = handleApi({
  action: "room.save",
  summary: "Save a room",
  description: [
    "A save is merged with the stored room. For each film and person, the newest rating wins. Progress keeps the greatest number. All other fields come from the last save that contained all ratings and progress stored at that time. So saves may overlap, repeat and arrive late. A save with a later `createdAt` opens a new room and moves the open room to the trash. The status is 201 when the room is new.",
    "With entity tags in If-Match, the save replaces the room instead of merging, if the room is in one of these versions. With `If-Match: *` it only merges into an open room. With `If-None-Match: *` it only creates a room.",
    "Numbers in fields that Roomkeeper does not know come back unchanged. An integer beyond 2^53 that a 64-bit floating-point number cannot hold exactly is refused (422).",
    "With `Prefer: return=representation` the reply is the whole room. This needs the scope rooms:read.",
  ].join("\n\n"),
  reads: ["If-Match", "If-None-Match", "Prefer"],
  tagged: true,
  bodySchema: serializedRoomSchema,
  statuses: [200, 201],
  refusals: ["gone", "locked", "created_in_future", "precondition_failed", "room_limit"],
  example: { ...SAMPLE_NAME, body: SAMPLE_ROOM },
  scope: "rooms:write",
  named: true,
  query,
  body: parseSerializedRoom,
  reply: z.union([writtenReplySchema, roomReplySchema]),
  async run({ ctx, request, name, body: room, conditions }) {
    if (room.roomName !== name) throw otherName();
    const whole = /(?:^|[,;\s])return=representation(?:[,;\s]|$)/i.test(
      request.headers.get("prefer") ?? "",
    );
    // Checked before anything is written, because a refused request must not change anything.
    if (whole) requireScope(ctx.actor, "rooms:read");
    const saved = await saveRoom(ctx, { room, conditions });
    const status = saved.created ? 201 : 200;
    if (!whole) {
      return { status, body: { _metadata: saved.metadata }, etag: etagOf(saved.metadata) };
    }
    const body = await getRoom(ctx, { name: room.roomName });
    const headers = { "preference-applied": "return=representation" };
    return { status, body, etag: etagOf(body._metadata), headers };
  },
});

export const DELETE = handleApi({
  action: "room.delete",
  summary: "Delete a room",
  description:
    "Moves the open room of that name to the trash, from where it can be restored. Does nothing if no room of that name is open. Only a name that no room can have, such as one that is too long, gets `not_found`. Late saves are refused with `gone`.",
  reads: ["If-Match", "If-None-Match"],
  refusals: ["locked", "precondition_failed"],
  example: SAMPLE_NAME,
  scope: "rooms:delete",
  named: true,
  query,
  async run({ ctx, name, conditions }) {
    await deleteNamedRoom(ctx, { name, conditions });
    return { status: 204 };
  },
});

function otherName(): RoomkeeperError {
  const message = "is not the name in the address";
  return new RoomkeeperError("invalid_document", `/roomName ${message}.`, {
    fields: [{ pointer: "/roomName", message }],
  });
}

export const { POST, PATCH, OPTIONS } = otherMethods("GET", "HEAD", "PUT", "DELETE");
