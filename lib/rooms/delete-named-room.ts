import type { Context } from "@/lib/core/context";
import { trashMatchRoom } from "@/lib/storage/match-room-life-prisma";
import { requireScope } from "@/lib/tokens/token-policy";
import { databaseOf } from "@/lib/wire/transaction";
import { recordRoomRefusal } from "./accept-write";
import { refuseWrite } from "./refuse-write";

/** Moves the open room of that name to the trash; nothing happens when there is none. Throws `locked`. */
export async function deleteNamedRoom(ctx: Context, input: { name: string }): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:delete");
  const { name } = input;
  const trashing = await trashMatchRoom(databaseOf(ctx), ctx, { spaceId, name });
  if (!trashing?.locked) return;
  const refusal = refuseWrite({ verdict: "locked", reason: trashing.lock_reason });
  if (refusal)
    throw await recordRoomRefusal(ctx, { action: "room.delete", spaceId, name }, refusal);
}
