import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { LIMITS } from "@/lib/core/limits";
import { requireAdminActor, requireOther } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { createAccountOfCreator } from "./create-account-of-creator";
import { keepAnAdmin } from "./keep-an-admin";
import {
  type CreationsChoice,
  revokeOrKeepCreations,
  type Settled,
} from "./revoke-or-keep-creations";

/**
 * Bans an account: the person can still sign in, but sees only the reason. Their rooms stay. If they made tokens or webhooks that
 * still work, `made` must say what happens to these. The ban applies from the person's next request on every instance. A person who
 * opened a room and never signed in can be banned too. Throws `conflict` if `made` is missing, or if the person is the only admin.
 */
export async function banPerson(
  ctx: Context,
  input: { id: string; reason: string; made?: CreationsChoice },
): Promise<{ name: string; settled: Settled }> {
  const reason = input.reason.trim();
  const event = { action: "person.ban" as const, subject: input.id, detail: { reason } };
  return withRefusalAudit(ctx, event, async () => {
    const actor = requireAdminActor(ctx.actor);
    requireOther(actor, input.id);
    if (!reason || reason.length > LIMITS.reasonUnitsMax) {
      const message = `Say why, in up to ${LIMITS.reasonUnitsMax} characters: the person is shown it.`;
      throw new RoomkeeperError("invalid_request", message);
    }
    return inTransaction(ctx.services.pool, async (db) => {
      await keepAnAdmin(db, input.id);
      await createAccountOfCreator(db, input.id);
      const { rows } = await db.query<{ name: string }>(
        `update person set banned_at = coalesce(banned_at, now()), banned_by = $2, ban_reason = $3
         where id = $1 returning name`,
        [input.id, actor.name, reason],
      );
      const [person] = rows;
      if (!person) throw new RoomkeeperError("not_found", "There is no such account.");
      await db.query("delete from push_subscription where person_id = $1", [input.id]);
      const settled = await revokeOrKeepCreations(db, ctx, {
        personId: input.id,
        made: input.made,
        because: "ban",
      });
      const detail = { personId: input.id, reason, ...settled };
      await recordAudit(db, ctx, { ...event, subject: person.name, outcome: "done", detail });
      return { name: person.name, settled };
    });
  });
}
