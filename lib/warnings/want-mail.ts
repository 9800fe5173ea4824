import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { readMailLink } from "./read-mail-link";

/** Turns the mails about leaving rooms on or off for the caller. */
export async function wantMail(ctx: Context, input: { isWanted: boolean }): Promise<void> {
  const { isWanted } = input;
  const event = { action: "person.mail" as const, detail: { isWanted } };
  return withRefusalAudit(ctx, event, async () => {
    const { id } = requirePerson(ctx.actor);
    await inTransaction(ctx.services.pool, async (db) => {
      const changed = await db.query(
        "update person set wants_mail = $2 where id = $1 and wants_mail <> $2",
        [id, isWanted],
      );
      if (changed.rowCount) await recordAudit(db, ctx, { ...event, outcome: "done" });
    });
  });
}

/**
 * Turns the mails off for the person to whom a mail went. The link works more than once. Throws `not_found` for a link that this
 * installation did not make.
 */
export async function quietByLink(ctx: Context, code: string): Promise<void> {
  const mail = await readMailLink(ctx, code);
  if (!mail) throw new RoomkeeperError("not_found", "This link leads nowhere.");
  const { personId: id, personName: name } = mail;
  const actor: Actor = { kind: "person", id, name, role: "owner", banned: false };
  await wantMail({ ...ctx, actor }, { isWanted: false });
}
