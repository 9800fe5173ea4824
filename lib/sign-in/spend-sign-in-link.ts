import { recordAudit } from "@/lib/audit/record-audit";
import { RoomkeeperError } from "@/lib/core/errors";
import { CONSOLE_ID } from "@/lib/core/person";
import { writeFoundZone } from "@/lib/people/keep-found-zone";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";
import { createSession } from "@/lib/sessions/create-session";
import { moveKeptChange } from "@/lib/sessions/kept-change";
import { revokeSession } from "@/lib/sessions/revoke-session";
import { hashOfCode } from "./create-sign-in-link";

/**
 * Marks a one-time link as used and creates a session for the console's admin. The former session of this browser ends. If the link
 * arrives twice at the same time, only one request succeeds.
 * @returns the ids of the session and of its person, and what happened to a change that waited for this sign-in
 */
export async function spendSignInLink(
  ctx: Context,
  input: {
    code: string;
    userAgent: string | null;
    formerSessionId: string | null;
    /** The zone that this browser sent before; null if it sent none. */
    timeZone?: string | null;
  },
): Promise<{ sessionId: string; personId: string; kept: "kept" | "dropped" | null }> {
  const hash = hashOfCode(input.code);
  const opened = await inTransaction(ctx.services.pool, async (db) => {
    const spent = await db.query(
      `update sign_in_link set used_at = now()
       where hash = $1 and used_at is null and expires_at > now() returning hash`,
      [hash],
    );
    if (spent.rowCount === 0) return null;
    await db.query(
      `insert into person (id, username, name, role, last_sign_in_at)
       values ($1, 'console', 'Console', 'admin', now())
       on conflict (id) do update set last_sign_in_at = now(), role = 'admin'`,
      [CONSOLE_ID],
    );
    if (input.formerSessionId) await revokeSession(db, input.formerSessionId);
    const { userAgent, formerSessionId } = input;
    const session = { personId: CONSOLE_ID, method: "link", userAgent, formerSessionId } as const;
    const sessionId = await createSession(db, session);
    await writeFoundZone(db, CONSOLE_ID, input.timeZone ?? null);
    const kept = await moveKeptChange(db, { from: input.formerSessionId, to: sessionId });
    const actor = {
      kind: "person",
      id: CONSOLE_ID,
      name: "Console",
      role: "admin",
      banned: false,
    } as const;
    await recordAudit(
      db,
      { ...ctx, actor },
      { action: "session.create", outcome: "done", detail: { method: "link" } },
    );
    return { sessionId, personId: CONSOLE_ID, kept };
  });
  if (opened) return opened;
  return refuse(ctx, hash);
}

async function refuse(ctx: Context, hash: Buffer): Promise<never> {
  const { pool } = ctx.services;
  const known = await pool.query<{ used: boolean }>(
    "select used_at is not null as used from sign_in_link where hash = $1",
    [hash],
  );
  const [link] = known.rows;
  const reason = !link ? "unknown" : link.used ? "spent" : "expired";
  await recordAudit(pool, ctx, {
    action: "session.create",
    outcome: "refused",
    code: "gone",
    detail: { method: "link", reason },
  });
  throw new RoomkeeperError("gone", SENTENCES[reason], { reason });
}

const SENTENCES = {
  unknown: "There is no such link. Copy it whole, or make a new one on the server.",
  spent: "This link was already used; each works once. Make a new one on the server.",
  expired: "This link is too old; each works for half an hour. Make a new one on the server.",
};
