import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { newSecret } from "@/lib/core/ids";
import { LIMITS } from "@/lib/core/limits";
import type { Context } from "@/lib/runtime/context";
import { env } from "@/lib/runtime/env";
import { inTransaction } from "@/lib/runtime/transaction";

export interface SignInLink {
  /** `<public origin>/sign-in/link?code=…`; the code is kept as a hash only, so this is the one time it is known. */
  url: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** How a link's code is kept. 256 random bits need no slow hash. */
export function hashOfCode(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}

/**
 * Makes a one-time sign-in link for the admin: single use, `LIMITS.adminLinkMinutes` minutes. Whoever can run a command on the
 * server may have one; it works while Plex is away.
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
