import { FAILURES } from "@/lib/core/errors";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import type { Context } from "@/lib/runtime/context";
import { type AuditEvent, recordAudit } from "./record-audit";

/** Runs a verb's work; when it is refused or fails, that is written down too, and the error goes on as it was. */
export async function withRefusalAudit<T>(
  ctx: Context,
  event: Omit<AuditEvent, "outcome" | "code">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = asRoomkeeperError(error);
    const failed = FAILURES.has(code);
    const outcome = failed ? "failed" : "refused";
    // That the log cannot be written never hides why the work did not happen.
    await recordAudit(ctx.services.pool, ctx, { ...event, outcome, code }).catch(() => {});
    throw error;
  }
}
