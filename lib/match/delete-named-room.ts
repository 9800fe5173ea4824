import type { Conditions } from "@/lib/core/conditions";
import type { Context } from "@/lib/runtime/context";
import { databaseOf } from "@/lib/runtime/transaction";
import { requireScope } from "@/lib/tokens/token-policy";
import { recordRoomRefusal } from "./accept-write";
import { refuseWrite } from "./refuse-write";
import { trashMatchRoom } from "./room-life-sql";
import { runIfConditionsMet } from "./run-if-conditions-met";

/**
 * Moves the open room of that name to the trash. Does nothing if no room of that name is open. Throws `locked` or
 * `precondition_failed`.
 */
export async function deleteNamedRoom(
  ctx: Context,
  input: { name: string; conditions?: Conditions },
): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:delete");
  const { name, conditions } = input;
  const room = { spaceId, name };
  const isLocked = (found: { locked: boolean } | null) => found?.locked === true;
  const guarded = { conditions, room, isRefusedAnyway: isLocked };
  await runIfConditionsMet(ctx, guarded, async (shared) => {
    const trashing = await trashMatchRoom(databaseOf(shared), shared, room);
    if (!trashing?.locked) return;
    const refusal = refuseWrite({ verdict: "locked", reason: trashing.lock_reason });
    if (refusal) throw await recordRoomRefusal(shared, { action: "room.delete", ...room }, refusal);
  });
}
