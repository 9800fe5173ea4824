import { FAILURES } from "@/lib/core/errors";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import type { Context } from "@/lib/runtime/context";
import { type AuditEvent, recordAudit } from "./record-audit";

/** Runs the work of a verb. If it is refused or fails, records that in the audit log and throws the original error. */
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
    // If the log cannot be written, the caller still gets the original error.
    await recordAudit(ctx.services.pool, ctx, { ...event, outcome, code }).catch(() => {});
    throw error;
  }
}
