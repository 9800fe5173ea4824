import type { Context } from "@/lib/runtime/context";

/**
 * Stores the time zone that a browser of the account sent, for the account's browsers without scripts. The audit log has no line for
 * this, because no person did it. Does nothing for banned accounts and for visitors who are not signed in.
 */
export async function keepFoundZone(ctx: Context, input: { timeZone: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person" || actor.banned) return;
  await ctx.services.pool.query(
    "update person set time_zone_found = $2 where id = $1 and time_zone_found is distinct from $2",
    [actor.id, input.timeZone],
  );
}
