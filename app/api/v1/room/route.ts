import { z } from "zod";
import { RoomkeeperError } from "@/lib/core/errors";
import { deleteNamedRoom } from "@/lib/rooms/delete-named-room";
import { getRoom } from "@/lib/rooms/get-room";
import { roomReplySchema, writtenReplySchema } from "@/lib/rooms/room-reply";
import { parseSerializedRoom } from "@/lib/rooms/room-schema";
import { saveRoom } from "@/lib/rooms/save-room";
import { etagOf, readWritePrecondition } from "@/lib/web/etag";
import { handleApi, otherMethods } from "@/lib/web/handle-api";
import { nameParameter } from "@/lib/web/room-address";

const query = z.strictObject(nameParameter);

export const GET = handleApi({
  action: "room.get",
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
  scope: "rooms:write",
  named: true,
  query,
  body: parseSerializedRoom,
  reply: z.union([writtenReplySchema, roomReplySchema]),
  async run({ ctx, request, name, body: room }) {
    if (room.roomName !== name) throw otherName();
    const saved = await saveRoom(ctx, { room, ...readWritePrecondition(request.headers) });
    const status = saved.created ? 201 : 200;
    const whole = /(?:^|[,;\s])return=representation(?:[,;\s]|$)/i.test(
      request.headers.get("prefer") ?? "",
    );
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
  scope: "rooms:delete",
  named: true,
  query,
  async run({ ctx, name }) {
    await deleteNamedRoom(ctx, { name });
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
