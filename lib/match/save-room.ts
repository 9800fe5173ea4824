import { type Conditions, failedCondition, isConditional, tagOf } from "@/lib/core/conditions";
import type { RoomMetadata } from "@/lib/rooms/room";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import { hasScope, requireScope } from "@/lib/tokens/token-policy";
import { acceptWrite } from "./accept-write";
import type { SerializedRoom } from "./room";
import type { CurrentRoom } from "./room-for-update-sql";
import { passwordPlace } from "./rooms-sql";
import { withRoomForUpdate } from "./run-if-conditions-met";
import { type SaveCommand, saveMatchRoom } from "./write-sql";

export interface RoomSave {
  /** A document that `parseSerializedRoom` has validated. */
  room: SerializedRoom;
  /** With versions in `ifMatch` the save replaces the stored room; otherwise it is merged. */
  conditions?: Conditions;
}

type Mode = Pick<SaveCommand, "mode" | "expected">;

/**
 * Saves a whole room for a game server. A token that may not see passwords cannot remove a password by leaving it out. Throws `gone`,
 * `locked`, `created_in_future` or `precondition_failed`.
 */
export async function saveRoom(
  ctx: Context,
  { room, conditions }: RoomSave,
): Promise<{ created: boolean; metadata: RoomMetadata }> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  if (!isConditional(conditions)) return save(ctx, spaceId, room, { mode: "join" });
  return withRoomForUpdate(ctx, { spaceId, name: room.roomName }, (shared, current) =>
    save(shared, spaceId, room, modeOf(conditions, current)),
  );
}

/** A version that no room has. The database then changes nothing and reports the other reasons to refuse the save. */
const NO_VERSION: Mode = { mode: "replace", expected: { id: "", version: 0 } };

function modeOf(conditions: Conditions, current: CurrentRoom | null): Mode {
  const { ifMatch, ifNoneMatch } = conditions;
  if (ifNoneMatch === "*") return ifMatch === undefined ? { mode: "create" } : NO_VERSION;
  if (failedCondition(conditions, current && tagOf(current)) !== null) return NO_VERSION;
  if (ifMatch === undefined || ifMatch === "*" || current === null) return { mode: "join" };
  return { mode: "replace", expected: current };
}

async function save(
  ctx: Context,
  spaceId: string,
  room: SerializedRoom,
  mode: Mode,
): Promise<{ created: boolean; metadata: RoomMetadata }> {
  const { secretBox } = ctx.services;
  const { roomName: name, password } = room;
  const keepsPassword = password === undefined && !hasScope(ctx.actor, "rooms:secrets");
  const written = await saveMatchRoom(databaseOf(ctx), ctx, {
    spaceId,
    room,
    passwordMode: keepsPassword ? "keep" : "set",
    sealedPassword:
      password === undefined
        ? null
        : secretBox.seal(password, passwordPlace(spaceId, name, room.createdAt)),
    ...mode,
  });
  const metadata = await acceptWrite(ctx, { action: "room.save", spaceId, name }, written);
  return { created: written.verdict === "created", metadata };
}
