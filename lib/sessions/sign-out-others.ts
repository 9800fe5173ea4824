import { recordAudit } from "@/lib/audit/record-audit";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

/**
 * Signs out the actor's other browsers, or one of them, from their next request on.
 * @param input.keep the session that stays
 * @param input.only one session to end instead of all others
 * @returns how many ended
 */
export async function signOutOthers(
  ctx: Context,
  input: { keep: string; only?: string },
): Promise<number> {
  const { id } = requirePerson(ctx.actor);
  return inTransaction(ctx.services.pool, async (db) => {
    const ended = await db.query(
      `update session set revoked_at = now()
       where person_id = $1 and id <> $2 and revoked_at is null and expires_at > now()
         and ($3::text is null or id = $3)`,
      [id, input.keep, input.only ?? null],
    );
    const sessions = ended.rowCount ?? 0;
    const detail = { sessions };
    if (sessions > 0) {
      await recordAudit(db, ctx, { action: "session.revoke", outcome: "done", detail });
    }
    return sessions;
  });
}
