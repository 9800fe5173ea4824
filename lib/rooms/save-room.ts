import type { Context } from "@/lib/core/context";
import { saveMatchRoom } from "@/lib/storage/match-room-writes-prisma";
import { passwordPlace } from "@/lib/storage/match-rooms-prisma";
import { hasScope, requireScope } from "@/lib/tokens/token-policy";
import { processContext } from "@/lib/wire/process-context";
import { databaseOf } from "@/lib/wire/transaction";
import { acceptWrite } from "./accept-write";
import type { RoomMetadata, SerializedRoom } from "./room";

export interface RoomSave {
  /** A checked document; see `parseSerializedRoom`. */
  room: SerializedRoom;
  /** join is the merge rule; replace wants exactly `expected` to be stored; create wants none to be open. */
  mode: "join" | "replace" | "create";
  expected?: { id: string; version: number };
}

/**
 * A game server's save of a whole room. A token that may not see passwords cannot remove one by leaving it out.
 * Throws `gone`, `locked`, `created_in_future` or `precondition_failed`.
 */
export async function saveRoom(
  ctx: Context,
  { room, mode, expected }: RoomSave,
): Promise<{ created: boolean; metadata: RoomMetadata }> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  const { secretBox } = processContext();
  const { roomName: name, password } = room;
  const keeps = password === undefined && !hasScope(ctx.actor, "rooms:secrets");
  const written = await saveMatchRoom(databaseOf(ctx), ctx, {
    spaceId,
    room,
    passwordMode: keeps ? "keep" : "set",
    sealedPassword:
      password === undefined
        ? null
        : secretBox.seal(password, passwordPlace(spaceId, name, room.createdAt)),
    mode,
    expected,
  });
  const metadata = await acceptWrite(ctx, { action: "room.save", spaceId, name }, written);
  return { created: written.verdict === "created", metadata };
}
