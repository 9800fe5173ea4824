import type { Context } from "@/lib/core/context";
import { purgeMatchRoom } from "@/lib/storage/match-room-life-prisma";
import { requireScope } from "@/lib/tokens/token-policy";
import { processContext } from "@/lib/wire/process-context";
import type { Conditions } from "./conditions";
import { underConditions } from "./under-conditions";

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
  const room = { spaceId, name, trashedLife: createdAt };
  await underConditions(ctx, { conditions, room, isRefusedAnyway: () => false }, (shared) =>
    purgeMatchRoom(processContext().pool, shared, { spaceId, name, createdAt }),
  );
}
