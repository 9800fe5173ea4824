import type { Context } from "@/lib/runtime/context";
import { requireScope } from "@/lib/tokens/token-policy";

/** Releases an instance's lease of a room. Does nothing if the instance does not hold it. */
export async function releaseLease(
  ctx: Context,
  input: { name: string; instance: string },
): Promise<void> {
  const spaceId = requireScope(ctx.actor, "rooms:write");
  await ctx.services.pool.query({
    name: "release-lease",
    text: `delete from room_lease lease using room
      where room.space_id = $1 and room.kind = 'match' and room.name = $2 and room.trashed_at is null and lease.space_id = room.space_id
        and lease.room_id = room.id and lease.instance = $3`,
    values: [spaceId, input.name, input.instance],
  });
}
