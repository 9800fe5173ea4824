import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";

/**
 * Records that the caller knows about every other browser that is signed in to the account.
 * @param input.from the session of the request, which cannot confirm itself
 */
export async function acknowledgeSessions(ctx: Context, input: { from: string }): Promise<void> {
  const { id } = requirePerson(ctx.actor);
  await ctx.services.pool.query(
    `update session set acknowledged_at = now()
     where person_id = $1 and id <> $2 and acknowledged_at is null`,
    [id, input.from],
  );
}
