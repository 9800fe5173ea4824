import type { Context } from "@/lib/core/context";
import { purgeMatchRoom } from "@/lib/storage/match-room-life-prisma";
import { requireScope } from "@/lib/tokens/token-policy";
import { processContext } from "@/lib/wire/process-context";

/** Removes one incarnation from the trash; only its tombstone stays. Nothing happens when it is not there. */
export async function purgeNamedRoom(
  ctx: Context,
  input: { name: string; createdAt: string },
): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:delete");
  await purgeMatchRoom(processContext().pool, ctx, { spaceId, ...input });
}
