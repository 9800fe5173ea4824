import type { Context } from "@/lib/runtime/context";
import { requestOfCode } from "./address-link";

/** What the link of a mail leads to that asks whether an address is right. */
export interface LinkedAddress {
  id: string;
  personId: string;
  personName: string;
  address: string;
  /** open: the address can be confirmed; used: it was; late: the link has ended, or the account is banned. */
  state: "open" | "used" | "late";
}

/**
 * Reads what a link leads to, and changes nothing. Null if this installation did not make the link, or if the person gave another address
 * since.
 */
export async function readAddressLink(ctx: Context, code: string): Promise<LinkedAddress | null> {
  const id = requestOfCode(ctx.services.secretBox, code);
  if (id === null) return null;
  const { rows } = await ctx.services.pool.query<LinkedAddress>(
    `select request.id, person.id as "personId", person.name as "personName", request.address,
       case when request.used_at is not null then 'used'
         when request.ends_at <= clock_timestamp() or person.banned_at is not null then 'late' else 'open' end as state
     from address_request request join person on person.id = request.person_id where request.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}
