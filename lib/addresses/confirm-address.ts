import { recordAudit } from "@/lib/audit/record-audit";
import type { Actor } from "@/lib/core/actor";
import { RoomkeeperError } from "@/lib/core/errors";
import { maskedAddress } from "@/lib/core/mail-address";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { readAddressLink } from "./read-address-link";

const NOT_OPEN = {
  used: "This link was used already.",
  late: "This link has ended. Ask for another one under Account.",
};

/**
 * Confirms, once, the address to which a link went. From then on the person is told there. Throws `not_found` for a link that this
 * installation did not make or that a newer one replaced, and `conflict` if it was used or has ended.
 */
export async function confirmAddress(ctx: Context, code: string): Promise<{ to: string }> {
  const known = await readAddressLink(ctx, code);
  if (!known) throw new RoomkeeperError("not_found", "This link leads nowhere.");
  const { id, personId, personName: name, address } = known;
  const to = maskedAddress(address);
  await inTransaction(ctx.services.pool, async (db) => {
    // Of two clicks at once, the second waits here and then finds the link used.
    const used = await db.query(
      `update address_request request set used_at = clock_timestamp() from person
       where request.id = $1 and request.used_at is null and request.ends_at > clock_timestamp()
         and person.id = request.person_id and person.banned_at is null`,
      [id],
    );
    if (used.rowCount !== 1) {
      const state = (await readAddressLink(ctx, code))?.state ?? "late";
      throw new RoomkeeperError("conflict", NOT_OPEN[state === "open" ? "used" : state]);
    }
    await db.query("update person set own_mail_address = $2, wants_mail = true where id = $1", [
      personId,
      address,
    ]);
    const actor: Actor = { kind: "person", id: personId, name, role: "owner", banned: false };
    const event = { action: "person.confirm-address", outcome: "done", detail: { to } } as const;
    await recordAudit(db, { ...ctx, actor }, event);
  });
  return { to };
}
