import { recordAudit } from "@/lib/audit/record-audit";
import type { Context } from "@/lib/runtime/context";
import { revokeSession } from "./revoke-session";

/** Signs a browser out. Does nothing if it is not signed in. */
export async function endSession(ctx: Context, input: { sessionId: string | null }): Promise<void> {
  if (input.sessionId !== null) await revokeSession(ctx.services.pool, input.sessionId);
  await recordAudit(ctx.services.pool, ctx, { action: "session.end", outcome: "done" });
}
