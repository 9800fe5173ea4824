import { z } from "zod";
import { restoreNamedRoom } from "@/lib/rooms/restore-named-room";
import { handleApi, otherMethods } from "@/lib/web/handle-api";

export const POST = handleApi({
  action: "room.restore",
  scope: "rooms:delete",
  named: true,
  query: z.strictObject({ name: z.string(), createdAt: z.iso.datetime({ offset: true }) }),
  async run({ ctx, name, query: { createdAt } }) {
    await restoreNamedRoom(ctx, { name, createdAt });
    return { status: 204 };
  },
});

export const { GET, HEAD, PUT, DELETE, PATCH, OPTIONS } = otherMethods("POST");
