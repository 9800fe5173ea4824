import type { Queryable } from "@/lib/db/queryable";
import type { Context } from "@/lib/runtime/context";

/**
 * Stores the time zone that a browser of the account sent, for the account's browsers without scripts. The audit log has no line for
 * this, because no person did it. Does nothing for banned accounts and for visitors who are not signed in.
 */
export async function keepFoundZone(ctx: Context, input: { timeZone: string }): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "person" || actor.banned) return;
  await writeFoundZone(ctx.services.pool, actor.id, input.timeZone);
}

/** The same for the account that signs in. Its browser sent its zone before, and does not send it again. Null if it sent none. */
export async function writeFoundZone(
  db: Queryable,
  personId: string,
  timeZone: string | null,
): Promise<void> {
  if (timeZone === null) return;
  await db.query(
    "update person set time_zone_found = $2 where id = $1 and time_zone_found is distinct from $2",
    [personId, timeZone],
  );
}
