import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";

/** How the caller is told that a room leaves, besides the overview. */
export interface MailChoice {
  /** Whether this server sends mail. */
  isServerSet: boolean;
  /** Null if Plex named no address at the last sign-in since this server sends mail. */
  plexAddress: string | null;
  /** The address that the caller gave and confirmed, which is used instead of Plex's. */
  ownAddress: string | null;
  isWanted: boolean;
  /** An address that waits to be confirmed. */
  asked: AskedAddress | null;
}

export interface AskedAddress {
  address: string;
  endsAt: Date;
  /** Of the mail with the link. */
  state: "pending" | "sending" | "sent" | "failed";
  problem: string | null;
}

interface Row extends Omit<MailChoice, "isServerSet" | "asked"> {
  address: string | null;
  endsAt: Date | null;
  state: AskedAddress["state"] | null;
  problem: string | null;
}

/** Reads whether and to which address the caller is told by e-mail. */
export async function readMailChoice(ctx: Context): Promise<MailChoice> {
  const { id } = requirePerson(ctx.actor);
  const { rows } = await ctx.services.pool.query<Row>(
    `select person.mail_address as "plexAddress", person.own_mail_address as "ownAddress", person.wants_mail as "isWanted",
       request.address, request.ends_at as "endsAt", request.state, request.problem
     from person left join address_request request on request.person_id = person.id and request.used_at is null
       and request.ends_at > clock_timestamp() where person.id = $1`,
    [id],
  );
  const row = rows[0];
  const { plexAddress = null, ownAddress = null, isWanted = false } = row ?? {};
  const asked =
    row?.address && row.endsAt && row.state
      ? { address: row.address, endsAt: row.endsAt, state: row.state, problem: row.problem }
      : null;
  return { isServerSet: env().smtp !== undefined, plexAddress, ownAddress, isWanted, asked };
}
