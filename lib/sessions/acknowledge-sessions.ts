import type { Context } from "@/lib/core/context";
import { requirePerson } from "@/lib/people/people-policy";
import { processContext } from "@/lib/wire/process-context";

/**
 * The asker knows of every other browser that is signed in as them.
 * @param input.from the session that says so, which cannot speak for itself
 */
export async function acknowledgeSessions(ctx: Context, input: { from: string }): Promise<void> {
  const { id } = requirePerson(ctx.actor);
  await processContext().pool.query(
    `update session set acknowledged_at = now()
     where person_id = $1 and id <> $2 and acknowledged_at is null`,
    [id, input.from],
  );
}
