import { notingRefusals } from "@/lib/audit/noting-refusals";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/core/context";
import { RoomkeeperError } from "@/lib/core/errors";
import { inTransaction } from "@/lib/wire/transaction";
import { keepAnAdmin } from "./keep-an-admin";
import { requireAdminActor, requireOther } from "./people-policy";
import type { Role } from "./person";

/** Makes an account an admin or an owner again; it counts at that person's next request. Gives the name and the former role. */
export async function setRole(
  ctx: Context,
  input: { id: string; role: Role },
): Promise<{ name: string; before: Role }> {
  const event = { action: "person.role", subject: input.id, detail: { role: input.role } };
  return notingRefusals(ctx, event, async () => {
    requireOther(requireAdminActor(ctx.actor), input.id);
    return inTransaction(async (db) => {
      if (input.role === "owner") await keepAnAdmin(db, input.id);
      const { rows } = await db.query<{ name: string; before: Role }>(
        `update person p set role = $2 from (select id, role from person where id = $1 for update) old
         where p.id = old.id returning p.name, old.role as before`,
        [input.id, input.role],
      );
      const [person] = rows;
      if (!person) throw new RoomkeeperError("not_found", "There is no such account.");
      const detail = { personId: input.id, role: input.role, before: person.before };
      await recordAudit(db, ctx, { ...event, subject: person.name, outcome: "done", detail });
      return person;
    });
  });
}
