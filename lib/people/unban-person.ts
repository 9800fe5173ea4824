import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { requireAdminActor } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

/** Ends a ban, from the person's next request on. Returns the name and the former reason, so that this can be undone. */
export async function unbanPerson(
  ctx: Context,
  input: { id: string },
): Promise<{ name: string; reason: string }> {
  const event = { action: "person.unban" as const, subject: input.id };
  return withRefusalAudit(ctx, event, async () => {
    requireAdminActor(ctx.actor);
    return inTransaction(ctx.services.pool, async (db) => {
      const { rows } = await db.query<{ name: string; reason: string | null }>(
        `update person set banned_at = null, banned_by = null, ban_reason = null
         from (select id, ban_reason from person where id = $1 and banned_at is not null for update) old
         where person.id = old.id returning person.name, old.ban_reason as reason`,
        [input.id],
      );
      const [person] = rows;
      if (!person) throw new RoomkeeperError("not_found", "There is no such banned account.");
      const detail = { personId: input.id };
      await recordAudit(db, ctx, { ...event, subject: person.name, outcome: "done", detail });
      return { name: person.name, reason: person.reason ?? "" };
    });
  });
}
