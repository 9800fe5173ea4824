import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { withRefusalAudit } from "@/lib/audit/with-refusal-audit";
import { counted } from "@/lib/core/counted";
import { RoomkeeperError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import { isMailAddress, mailboxOf, maskedAddress } from "@/lib/core/mail-address";
import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { inTransaction } from "@/lib/runtime/transaction";

/**
 * Asks whether an address is the caller's, by a mail with a link. The address is used when the link has been followed. A request replaces
 * the caller's former one, whose link then does nothing. Throws `conflict` without a mail server, `invalid_request` for a text that is no
 * address, and `too_many_requests`.
 * @param input.network the caller's network, if known
 */
export async function askAddress(
  ctx: Context,
  input: { address: string; network?: string | null },
): Promise<void> {
  const address = input.address.trim();
  return withRefusalAudit(ctx, { action: "person.ask-address" }, async () => {
    const { id } = requirePerson(ctx.actor);
    if (!env().smtp) throw new RoomkeeperError("conflict", "This Roomkeeper sends no mail.");
    if (!isMailAddress(address)) {
      const message = "This is not a mail address, such as name@example.org.";
      throw new RoomkeeperError("invalid_request", message, {
        fields: [{ pointer: "/address", message }],
      });
    }
    countMail(ctx, { personId: id, network: input.network ?? null, address });
    const detail = { to: maskedAddress(address) };
    await inTransaction(ctx.services.pool, async (db) => {
      await db.query(
        `insert into address_request (person_id, id, address, ends_at)
         values ($1, $2, $3, clock_timestamp() + make_interval(hours => $4))
         on conflict (person_id) do update set id = excluded.id, address = excluded.address, asked_at = clock_timestamp(),
           ends_at = excluded.ends_at, state = 'pending', attempts = 0, due_at = clock_timestamp(), problem = null,
           used_at = null`,
        [id, newId("ma"), address, LIMITS.addressLinkHours],
      );
      await recordAudit(db, ctx, { action: "person.ask-address", outcome: "done", detail });
    });
  });
}

/**
 * Counts the mail, so that nobody can use Roomkeeper to send many mails to somebody else. The address is counted as a hash, because the
 * counts outlive the account.
 */
function countMail(
  ctx: Context,
  { personId, network, address }: { personId: string; network: string | null; address: string },
): void {
  const { addressPerson, addressNetwork, addressTarget } = ctx.services.rates;
  const target = createHash("sha256").update(mailboxOf(address)).digest("base64url");
  const takes = [
    ...(network === null ? [] : [() => addressNetwork.take(network)]),
    () => addressPerson.take(personId),
    () => addressTarget.take(target),
  ];
  for (const take of takes) {
    const { isOver, resetSeconds } = take();
    if (!isOver) continue;
    const hours = Math.ceil(resetSeconds / 3_600);
    const message = `So many mails were asked for today that no more are sent. Try again in ${counted(hours, "hour")}.`;
    throw new RoomkeeperError("too_many_requests", message, { retryAfterSeconds: resetSeconds });
  }
}
