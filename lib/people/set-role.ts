import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import type { Role } from "@/lib/core/person";
import { requireAdminActor, requireOther } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { keepAnAdmin } from "./keep-an-admin";
import {
  type CreationsChoice,
  revokeOrKeepCreations,
  type Settled,
} from "./revoke-or-keep-creations";

/**
 * Changes the role of an account to admin or owner, from the person's next request on. If an admin who made tokens or webhooks becomes
 * an owner, `made` must say what happens to these. Returns the name and the former role. Throws `conflict` if `made` is missing, if
 * the person is the only admin, or if a banned person would become an admin.
 */
export async function setRole(
  ctx: Context,
  input: { id: string; role: Role; made?: CreationsChoice },
): Promise<{ name: string; before: Role; settled: Settled }> {
  const event = { action: "person.role" as const, subject: input.id, detail: { role: input.role } };
  return withRefusalAudit(ctx, event, async () => {
    requireOther(requireAdminActor(ctx.actor), input.id);
    return inTransaction(ctx.services.pool, async (db) => {
      if (input.role === "owner") await keepAnAdmin(db, input.id);
      const { rows } = await db.query<{ name: string; before: Role; banned: boolean }>(
        `update person set role = $2 from (select id, role from person where id = $1 for update) old
         where person.id = old.id returning person.name, old.role as before, person.banned_at is not null as banned`,
        [input.id, input.role],
      );
      const [person] = rows;
      if (!person) throw new RoomkeeperError("not_found", "There is no such account.");
      if (person.banned && input.role === "admin") {
        throw new RoomkeeperError("conflict", "This account is banned. Let it back in first.");
      }
      const isDemoted = input.role === "owner" && person.before === "admin";
      const settled: Settled = isDemoted
        ? await revokeOrKeepCreations(db, ctx, {
            personId: input.id,
            made: input.made,
            because: "demotion",
          })
        : { tokens: 0, webhooks: 0 };
      const detail = { personId: input.id, role: input.role, before: person.before, ...settled };
      await recordAudit(db, ctx, { ...event, subject: person.name, outcome: "done", detail });
      return { name: person.name, before: person.before, settled };
    });
  });
}
