import type { Context } from "@/lib/core/context";
import { processContext } from "@/lib/wire/process-context";

/**
 * Keeps the zone that a browser of the account named, for its browsers without scripts. Nobody did anything, so there is no line
 * in the audit log. A banned account and nobody at all change nothing.
 */
export async function keepFoundZone(ctx: Context, input: { timeZone: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person" || actor.banned) return;
  await processContext().pool.query(
    "update person set time_zone_found = $2 where id = $1 and time_zone_found is distinct from $2",
    [actor.id, input.timeZone],
  );
}
