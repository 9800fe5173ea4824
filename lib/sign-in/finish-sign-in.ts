import { recordAudit } from "@/lib/audit/record-audit";
import type { Role } from "@/lib/core/person";
import { writeFoundZone } from "@/lib/people/keep-found-zone";
import type { PlexAccount } from "@/lib/plex/plex";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { inTransaction } from "@/lib/runtime/transaction";
import { createSession } from "@/lib/sessions/create-session";
import { moveKeptChange } from "@/lib/sessions/kept-change";
import { revokeSession } from "@/lib/sessions/revoke-session";

/**
 * Stores the account that Plex has confirmed and creates a session. The former session of this browser ends. A banned account gets a
 * session too, in which it sees only the reason of the ban.
 * @returns the session's id, and what happened to a change that waited for this sign-in
 */
export async function finishSignIn(
  ctx: Context,
  input: {
    account: PlexAccount;
    userAgent: string | null;
    formerSessionId: string | null;
    /** The zone that this browser sent before; null if it sent none. */
    timeZone?: string | null;
  },
): Promise<{ sessionId: string; kept: "kept" | "dropped" | null }> {
  const { account, userAgent, formerSessionId } = input;
  return inTransaction(ctx.services.pool, async (db) => {
    const written = await db.query<{ role: Role; banned: boolean }>(
      `insert into person (id, username, name, thumb_url, mail_address, last_sign_in_at)
       values ($1, $2, $3, $4, $5, now())
       on conflict (id) do update set username = excluded.username, name = excluded.name,
         thumb_url = excluded.thumb_url, mail_address = excluded.mail_address, last_sign_in_at = now()
       returning role, banned_at is not null as banned`,
      [
        ...[account.id, account.username, account.name, account.thumbUrl],
        env().smtp ? (account.mailAddress ?? null) : null,
      ],
    );
    const { role, banned } = written.rows[0] ?? { role: "owner" as const, banned: false };
    const session = { personId: account.id, method: "plex", userAgent, formerSessionId } as const;
    const sessionId = await createSession(db, session);
    if (formerSessionId) {
      // The browser stays the same, and so do its push messages.
      await db.query(
        "update push_subscription set session_id = $2 where session_id = $1 and person_id = $3",
        [formerSessionId, sessionId, account.id],
      );
      await revokeSession(db, formerSessionId);
    }
    if (!banned) await writeFoundZone(db, account.id, input.timeZone ?? null);
    const kept = await moveKeptChange(db, { from: formerSessionId, to: sessionId });
    const actor = { kind: "person", id: account.id, name: account.name, role, banned } as const;
    await recordAudit(
      db,
      { ...ctx, actor },
      { action: "session.create", outcome: "done", detail: { method: "plex" } },
    );
    return { sessionId, kept };
  });
}
