import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { maskedAddress } from "@/lib/core/mail-address";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

/** Removes the address that the caller gave, and one that waits to be confirmed. Mails then go to the address that Plex named, if any. */
export async function removeAddress(ctx: Context): Promise<void> {
  const action = "person.remove-address";
  return withRefusalAudit(ctx, { action }, async () => {
    const { id } = requirePerson(ctx.actor);
    await inTransaction(ctx.services.pool, async (db) => {
      const asked = await db.query<{ address: string }>(
        "delete from address_request where person_id = $1 returning address",
        [id],
      );
      const own = await db.query<{ address: string | null }>(
        `update person set own_mail_address = null from (select id, own_mail_address as address from person where id = $1 for update) former
         where person.id = former.id and former.address is not null returning former.address`,
        [id],
      );
      const address = own.rows[0]?.address ?? asked.rows[0]?.address;
      if (!address) return;
      await recordAudit(db, ctx, {
        ...{ action, outcome: "done" },
        detail: { to: maskedAddress(address) },
      });
    });
  });
}
