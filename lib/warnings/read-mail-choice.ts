import { requirePerson } from "@/lib/core/person-policy";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";

/** How the caller is told that a room leaves, besides the overview. */
export interface MailChoice {
  /** Whether this server sends mail. */
  isServerSet: boolean;
  /** Null if Plex named no address at the last sign-in since this server sends mail. */
  address: string | null;
  isWanted: boolean;
}

/** Reads whether and to which address the caller is told by e-mail. */
export async function readMailChoice(ctx: Context): Promise<MailChoice> {
  const { id } = requirePerson(ctx.actor);
  const { rows } = await ctx.services.pool.query<Omit<MailChoice, "isServerSet">>(
    `select mail_address as address, wants_mail as "isWanted" from person where id = $1`,
    [id],
  );
  const { address = null, isWanted = false } = rows[0] ?? {};
  return { isServerSet: env().smtp !== undefined, address, isWanted };
}
