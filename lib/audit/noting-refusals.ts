import type { Context } from "@/lib/core/context";
import { FAILURES } from "@/lib/core/errors";
import { asRoomkeeperError } from "@/lib/db/database-failure";
import { processContext } from "@/lib/runtime/process-context";
import { type AuditEvent, recordAudit } from "./record-audit";

/** Runs a verb's work; when it is refused or fails, that is written down too, and the error goes on as it was. */
export async function notingRefusals<T>(
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
    await recordAudit(processContext().pool, ctx, { ...event, outcome, code }).catch(() => {});
    throw error;
  }
}
