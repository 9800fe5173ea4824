import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { newSecret } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { inTransaction } from "@/lib/runtime/transaction";

export interface SignInLink {
  /** `<public origin>/sign-in/link?code=…`. Only a hash of the code is stored, so it cannot be shown again. */
  url: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** The stored hash of a link's code. 256 random bits cannot be guessed, so the hash need not be slow. */
export function hashOfCode(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}

/**
 * Makes a sign-in link for the console's admin, which works once within `LIMITS.adminLinkMinutes` minutes, also while Plex is
 * unavailable. Everybody who can run commands on the server may make one.
 */
export async function createSignInLink(ctx: Context): Promise<SignInLink> {
  const code = newSecret(32);
  return inTransaction(ctx.services.pool, async (db) => {
    await db.query("delete from sign_in_link where expires_at < now() - interval '1 day'");
    const made = await db.query<{ expires_at: Date }>(
      `insert into sign_in_link (hash, expires_at) values ($1, now() + make_interval(mins => $2))
       returning expires_at`,
      [hashOfCode(code), LIMITS.adminLinkMinutes],
    );
    await recordAudit(db, ctx, { action: "link.create", outcome: "done" });
    const url = new URL("/sign-in/link", env().publicUrl);
    url.searchParams.set("code", code);
    return { url: url.href, expiresAt: (made.rows[0]?.expires_at ?? new Date(0)).toISOString() };
  });
}
