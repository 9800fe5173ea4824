import type { Conditions } from "@/lib/core/conditions";
import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";
import { purgeMatchRoom } from "./room-life-sql";
import { runIfConditionsMet } from "./run-if-conditions-met";

/**
 * Removes one incarnation from the trash; only its tombstone stays. Does nothing if it is not in the trash. Conditions apply to that
 * incarnation. Throws `precondition_failed`.
 */
export async function purgeNamedRoom(
  ctx: Context,
  input: { name: string; createdAt: string; conditions?: Conditions },
): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:delete");
  const { name, createdAt, conditions } = input;
  const room = { spaceId, name, trashedCreatedAt: createdAt };
  await runIfConditionsMet(ctx, { conditions, room, isRefusedAnyway: () => false }, (shared) =>
    purgeMatchRoom(shared, { spaceId, name, createdAt }),
  );
}
