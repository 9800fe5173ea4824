import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import { inTransaction } from "@/lib/runtime/transaction";

/** Ends the asker's own session, banned or not. */
export async function signOut(ctx: Context, input: { sessionId: string }): Promise<void> {
  await inTransaction(ctx.services.pool, async (db) => {
    await db.query("update session set revoked_at = now() where id = $1 and revoked_at is null", [
      input.sessionId,
    ]);
    await recordAudit(db, ctx, { action: "session.end", outcome: "done" });
  });
}
