import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { deleteNamedRoom } from "@/lib/rooms/delete-named-room";
import { getRoom } from "@/lib/rooms/get-room";
import { roomReplySchema, writtenReplySchema } from "@/lib/rooms/room-reply";
import { parseSerializedRoom, serializedRoomSchema } from "@/lib/rooms/room-schema";
import { saveRoom } from "@/lib/rooms/save-room";
import { requireScope } from "@/lib/tokens/token-policy";
import { SAMPLE_NAME, SAMPLE_ROOM } from "@/lib/web/api-samples";
import { etagOf } from "@/lib/web/etag";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { nameParameter } from "@/lib/web/room-address";

const query = z.strictObject(nameParameter);

export const GET = handleApi({
  action: "room.get",
  summary: "Read a room",
  description:
    "The document as it was saved, with `_metadata`. The password is there only for a token with rooms:secrets.",
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
  description:
    "A save is a merge: ratings are merged by film and person, the newest time wins; progress is the greatest; other fields are those of the last save that has seen all that is stored. So saves may overlap, repeat and arrive late. A later `createdAt` opens a new room, and the open one goes to the trash. With tags in If-Match it replaces exactly such a version; with `If-Match: *` it merges into an open room only, with `If-None-Match: *` it only creates. 201 when the room is new. Numbers in fields that Roomkeeper does not know come back as they were; an integer beyond 2^53 that a 64-bit floating-point number cannot hold exactly is refused (422). With Prefer: return=representation the reply is the whole room, for a token with rooms:read.",
  reads: ["If-Match", "If-None-Match", "Prefer"],
  tagged: true,
  bodySchema: serializedRoomSchema,
  statuses: [200, 201],
  refusals: ["gone", "locked", "created_in_future", "precondition_failed"],
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
    // Asked before anything is written: a refusal must mean that nothing happened.
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
    "Nothing happens when none is open. From the trash it can be restored; late saves are refused with `gone`.",
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
