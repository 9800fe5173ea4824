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
    text: `delete from room_lease l using room r
      where r.space_id = $1 and r.kind = 'match' and r.name = $2 and r.trashed_at is null and l.space_id = r.space_id
        and l.room_id = r.id and l.instance = $3`,
    values: [spaceId, input.name, input.instance],
  });
}
